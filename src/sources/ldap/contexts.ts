import { Failure } from '../../core/errors.ts';
import type { LdapConnection, LdapEntry } from '../../protocols/ldap/connection.ts';
import { isWithin, normaliseDn } from '../../protocols/ldap/dn.ts';
import { textsOf } from '../../protocols/ldap/values.ts';
import { type ContextState, csnServer, csnTime } from './cursor.ts';
import type { LdapSettings } from './settings.ts';
import { attributeReader } from './wanted.ts';

/** LDAP Content Synchronization (RFC 4533). A server without it does not keep contextCSN up to date. */
const contentSync = '1.3.6.1.4.1.4203.1.9.1.1';

/**
 * The naming contexts that hold the bases, with their newest changes. Empty unless every one of them tells: 389 Directory
 * Server has no contextCSN, OpenLDAP has it with the overlay syncprov, where the account may read it.
 */
export async function contextsOf(connection: LdapConnection, settings: LdapSettings): Promise<readonly ContextState[]> {
  const root = await connection.entry('', ['namingContexts', 'supportedControl']);
  if (root === undefined || !allTexts(root, 'supportedControl').includes(contentSync)) return [];
  const suffixes = allTexts(root, 'namingContexts');
  const bases = [settings.userBase, settings.groupBase ?? settings.userBase];
  const holding = new Set(bases.map((base) => suffixHolding(base, suffixes)));
  const contexts: ContextState[] = [];
  for (const suffix of holding) {
    const csns = suffix === undefined ? [] : await readCsns(connection, suffix);
    if (suffix === undefined || csns.length === 0) return [];
    contexts.push({ suffix, csns });
  }
  return contexts;
}

/** Where those contexts stand now. Throws `cursor-refused` where one of them tells nothing any more. */
export async function currentContexts(
  connection: LdapConnection,
  known: readonly ContextState[],
): Promise<readonly ContextState[]> {
  const contexts: ContextState[] = [];
  for (const { suffix } of known) {
    const csns = await readCsns(connection, suffix);
    if (csns.length === 0) {
      throw new Failure('cursor-refused', `the server no longer shows the contextCSN of ${suffix}`);
    }
    contexts.push({ suffix, csns });
  }
  return contexts;
}

/**
 * The time of the oldest change between two states, in milliseconds; undefined when nothing has changed. Only servers that
 * wrote since then count: one that has been silent for a year does not make the delta a year long. Throws `cursor-refused`
 * where a context went back (a restored backup) or a server joined whose earlier changes are unknown.
 */
export function changedSince(before: readonly ContextState[], now: readonly ContextState[]): number | undefined {
  let since: number | undefined;
  for (const [index, { suffix, csns }] of before.entries()) {
    const left = new Map((now[index]?.csns ?? []).map((csn) => [csnServer(csn), csn]));
    for (const csn of csns) {
      const current = left.get(csnServer(csn));
      left.delete(csnServer(csn));
      if (current === csn) continue;
      if (current === undefined || current < csn) {
        throw new Failure('cursor-refused', `${suffix} is older than at the last run, as after restoring a backup`);
      }
      since = Math.min(since ?? Number.POSITIVE_INFINITY, csnTime(csn));
    }
    if (left.size > 0) throw new Failure('cursor-refused', `another server now writes into ${suffix}`);
  }
  return since;
}

/** The longest naming context that holds the base. */
function suffixHolding(base: string, suffixes: readonly string[]): string | undefined {
  const normalised = normaliseDn(base);
  return suffixes
    .filter((suffix) => isWithin(normalised, normaliseDn(suffix)))
    .sort((one, other) => other.length - one.length)[0];
}

async function readCsns(connection: LdapConnection, suffix: string): Promise<readonly string[]> {
  const entry = await connection.entry(suffix, ['contextCSN']);
  if (entry === undefined) return [];
  return allTexts(entry, 'contextCSN')
    .filter((csn) => !Number.isNaN(csnTime(csn)))
    .sort();
}

function allTexts(entry: LdapEntry, type: string): readonly string[] {
  const attribute = attributeReader(type)(entry);
  return attribute === undefined ? [] : textsOf(attribute);
}
