import type { CancelSignal } from '../../core/cancellation.ts';
import { isFailure } from '../../core/errors.ts';
import type { SourceCheck } from '../../core/ports/source.ts';
import type { LdapConnection } from '../../protocols/ldap/connection.ts';
import { nameOf } from '../../protocols/ldap/endpoint.ts';
import { contextsOf } from './contexts.ts';
import { groupSearch, userSearch } from './read.ts';
import type { Records } from './records.ts';
import type { Sessions } from './sessions.ts';
import type { LdapSettings } from './settings.ts';

type Result = Omit<SourceCheck, 'name'>;

/** What the checks are about. */
interface Subject {
  readonly connection: LdapConnection;
  readonly settings: LdapSettings;
  readonly records: Records;
  readonly mapped: readonly string[];
}

const encryption = { ldaps: 'encrypted', startTls: 'encrypted with StartTLS', none: 'in plain text' };

/** Tries, one by one, what a run needs; after the first that fails the rest is left out. */
export async function checkServer(
  sessions: Sessions,
  settings: LdapSettings,
  records: Records,
  mapped: readonly string[],
  signal: CancelSignal,
): Promise<readonly SourceCheck[]> {
  const checks: SourceCheck[] = [];
  let connection: LdapConnection | undefined;
  try {
    const connected = await attempt(checks, 'Connect', async () => {
      connection = await sessions.open(signal, 'connected');
      const how = encryption[settings.endpoint.security];
      return { ok: true, message: `Connected to ${nameOf(settings.endpoint)}, ${how}.` };
    });
    if (!connected || connection === undefined) return checks;
    const subject: Subject = { connection, settings, records, mapped };
    for (const [name, check] of steps) if (!(await attempt(checks, name, () => check(subject)))) break;
    return checks;
  } finally {
    if (connection !== undefined) sessions.end(connection);
  }
}

const steps: readonly (readonly [name: string, check: (subject: Subject) => Promise<Result>])[] = [
  ['Log in', logIn],
  ['Read people', readPeople],
  ['Attributes of the mapping', readMapped],
  ['Read groups', readGroups],
  ['Delta', readDelta],
];

/** Notes a check; false when it failed. Only what no check can tell is thrown. */
async function attempt(checks: SourceCheck[], name: string, act: () => Promise<Result>): Promise<boolean> {
  try {
    const result = await act();
    checks.push({ name, ...result });
    return result.ok;
  } catch (error) {
    if (!isFailure(error) || error.kind === 'cancelled') throw error;
    checks.push({ name, ok: false, message: error.sentence });
    return false;
  }
}

async function logIn({ connection, settings }: Subject): Promise<Result> {
  await connection.logIn();
  const { bind } = settings.endpoint;
  const message = bind === undefined ? 'No account is given: people are read anonymously.' : `Logged in as ${bind.dn}.`;
  return { ok: true, message };
}

async function readPeople({ connection, settings, records }: Subject): Promise<Result> {
  const { entries } = await connection.first(userSearch(settings, records.userAttributes));
  for (const entry of entries) records.user(entry);
  const { userBase, idAttribute } = settings;
  if (entries.length > 0) return { ok: true, message: `The first ${entries.length} can be read, with ${idAttribute}.` };
  const remedy = 'Check userBase and userFilter, and that the account in bindDn may read and search there.';
  return { ok: false, message: `Nobody below ${userBase} matches the filter. ${remedy}` };
}

/** One missing attribute is no fault where a rule has an alternative; all of them are. */
async function readMapped({ connection, settings, records, mapped }: Subject): Promise<Result> {
  const { entries } = await connection.first(userSearch(settings, records.userAttributes));
  const seen = new Set(entries.flatMap((entry) => Object.keys(records.user(entry).attributes)));
  const missing = mapped.filter((name) => !seen.has(name));
  if (missing.length === 0) return { ok: true, message: 'All are there.' };
  const message = `None of the first ${entries.length} people shows ${missing.join(', ')}.`;
  if (missing.length < mapped.length) return { ok: true, message };
  return { ok: false, message: `${message} Give the account in bindDn the right to read them.` };
}

async function readGroups({ connection, settings, records }: Subject): Promise<Result> {
  const search = groupSearch(settings, records.groupAttributes);
  if (search === undefined) return { ok: true, message: 'No groupBase is given: groups are not read.' };
  const { entries } = await connection.first(search);
  const groups = entries.map((entry) => records.group(entry));
  if (groups.length === 0) return { ok: true, message: `No group below ${search.base} matches the filter.` };
  const members = groups.reduce((count, group) => count + group.members.length, 0);
  const message = `The first ${groups.length} can be read, with ${members} members in ${settings.memberAttribute}.`;
  if (members > 0) return { ok: true, message };
  const remedy = 'Check memberAttribute, and that the account in bindDn may read it.';
  return { ok: false, message: `${message} ${remedy}` };
}

async function readDelta({ connection, settings }: Subject): Promise<Result> {
  const contexts = await contextsOf(connection, settings);
  const suffixes = contexts.map(({ suffix }) => suffix).join(', ');
  const message =
    contexts.length > 0
      ? `contextCSN of ${suffixes} can be read: a run without changes costs one small search.`
      : 'contextCSN cannot be read (OpenLDAP: overlay syncprov): every run searches by modifyTimestamp and lists all names.';
  return { ok: true, message };
}
