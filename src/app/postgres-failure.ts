import { Failure, type FailureDetails, type FailureKind } from '../core/errors.ts';

interface Reason {
  readonly kind: FailureKind;
  readonly what: string;
  readonly remedy: string;
}

const unreachable: Reason = {
  kind: 'transient',
  what: 'cannot be reached',
  remedy: 'Check the address in USER_SYNC_DATABASE, and that the server runs and lets this machine in.',
};
const refused: Reason = {
  kind: 'unauthorized',
  what: 'refused the login',
  remedy: 'Correct the user and the password in USER_SYNC_DATABASE.',
};

/** Codes of Node's network and SQLSTATEs of the server (PostgreSQL manual, appendix A). */
const reasons: { readonly [code: string]: Reason } = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  ETIMEDOUT: unreachable,
  '57P03': unreachable,
  '53300': { ...unreachable, what: 'has no connection left', remedy: 'Raise its max_connections, or try again later.' },
  '28P01': refused,
  '28000': refused,
  '3D000': {
    kind: 'configuration',
    what: 'does not have the database',
    remedy: 'Make it with createdb, or correct its name in USER_SYNC_DATABASE.',
  },
  '42501': {
    kind: 'unauthorized',
    what: 'does not let this user make tables',
    remedy: 'Make the user of USER_SYNC_DATABASE the owner of the database.',
  },
};

/** What it means that the database of this URL could not be opened; undefined when it is nothing of the server's. */
export function postgresFailure(url: string, error: unknown): Failure | undefined {
  if (!URL.canParse(url)) {
    return new Failure('configuration', 'USER_SYNC_DATABASE is not the URL of a database.', {
      remedy: 'Write it as postgres://USER:PASSWORD@HOST:5432/DATABASE, with %40 for an @ in the password.',
    });
  }
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : /timeout/.test(message) ? unreachable : undefined;
  if (reason === undefined) return undefined;
  const { host, pathname } = new URL(url);
  const details: FailureDetails = { remedy: reason.remedy, cause: error };
  const what = `The PostgreSQL server ${host} ${reason.what} (database ${pathname.slice(1)}): ${message || code}.`;
  return new Failure(reason.kind, what, details);
}
