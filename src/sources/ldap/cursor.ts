import { Failure } from '../../core/errors.ts';
import type { LdapSettings } from './settings.ts';

/** A naming context and the newest change of each server that writes into it (`contextCSN`, one for each server id). */
export interface ContextState {
  readonly suffix: string;
  readonly csns: readonly string[];
}

/** Where the next delta starts. */
export interface DeltaCursor {
  /** Empty where the server says nothing about its newest change. */
  readonly contexts: readonly ContextState[];
  /** Changes from this time on belong to the next delta (GeneralizedTime); used where there are no contexts. */
  readonly since: string;
}

const version = 1;

/** The cursor as text. It holds only for this server and these bases. */
export function writeCursor({ contexts, since }: DeltaCursor, settings: LdapSettings): string {
  return JSON.stringify({ version, place: placeOf(settings), contexts, since });
}

/** Throws `cursor-refused` for anything but a cursor of this server and these bases. */
export function readCursor(text: string, settings: LdapSettings): DeltaCursor {
  const { contexts, since, ...rest } = parsed(text);
  if (rest.version !== version) throw new Failure('cursor-refused', 'the cursor is of another version');
  if (JSON.stringify(rest.place) !== JSON.stringify(placeOf(settings))) {
    throw new Failure('cursor-refused', 'the cursor is of another server or base');
  }
  if (!Array.isArray(contexts) || !contexts.every(isContext) || typeof since !== 'string' || !/^\d{14}Z$/.test(since)) {
    throw unreadable();
  }
  return { contexts, since };
}

/** A time as LDAP writes it, to the second: 20261124105722Z. */
export function generalizedTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
}

/** The time of a CSN (20261123083724.370541Z#000000#000#000000), in milliseconds; NaN when it is none. */
export function csnTime(csn: string): number {
  return Date.parse(csn.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\D.*$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** Which server wrote, of a CSN. */
export function csnServer(csn: string): string {
  return csn.split('#')[2] ?? '';
}

function placeOf({ url, userBase, groupBase }: LdapSettings): readonly unknown[] {
  return [url, userBase, groupBase ?? null];
}

function parsed(text: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Not JSON: no cursor of ours.
  }
  throw unreadable();
}

function isContext(value: unknown): value is ContextState {
  if (typeof value !== 'object' || value === null || !('suffix' in value) || !('csns' in value)) return false;
  const { suffix, csns } = value;
  return typeof suffix === 'string' && Array.isArray(csns) && csns.every((csn) => !Number.isNaN(csnTime(String(csn))));
}

function unreadable(): Failure {
  return new Failure('cursor-refused', 'the cursor cannot be read');
}
