import { Failure } from '../core/errors.ts';
import { nameKey } from '../core/names.ts';
import type { FoundUser } from '../core/ports/source.ts';
import type { RunContext } from './context.ts';
import { fingerprintUser, mapUser } from './map.ts';

export interface SingleReport {
  /** The person, in the snapshot now. */
  readonly subject: number;
  readonly notices: readonly string[];
}

/**
 * Looks one person up at the source, without listing everyone, and puts them into the snapshot. Where the name that they
 * want belongs to another id, that id is looked up too: only the source's own word proves it gone.
 */
export async function readSingle(context: RunContext, run: number, ident: string): Promise<SingleReport> {
  const { connector, store, mapping } = context;
  const found = await findPerson(context, ident);
  const entry = mapUser(fingerprintUser(found.record), mapping);
  const [subject = 0] = await store.snapshots.write(connector.id, run, [entry]);
  const notices = await writeGroups(context, run, found);
  if (entry.nameKey !== null) await proveGone(context, run, entry.sourceId, entry.nameKey);
  return { subject, notices };
}

async function findPerson(context: RunContext, ident: string): Promise<FoundUser> {
  const candidates = await candidatesFor(context, ident);
  if (candidates.length === 0) {
    throw new Failure(
      'not-found',
      `"${ident}" was not found at the source: not as an id, a username or an e-mail address.`,
      {
        remedy: 'Nothing was changed. Check the spelling, and that the filter of the source includes this person.',
      },
    );
  }
  const [best, ...others] = closest(context, candidates, ident);
  if (best !== undefined && others.length === 0) return best;
  const ids = candidates.map(({ record }) => record.sourceId).join(', ');
  throw new Failure('invalid', `"${ident}" fits ${candidates.length} people at the source: ${ids}.`, {
    remedy: 'Name one of them by the id.',
  });
}

async function candidatesFor(context: RunContext, ident: string): Promise<readonly FoundUser[]> {
  const { connector, store, source, mapping, signal } = context;
  const attributes = [...new Set([...mapping.usernameAttributes, ...mapping.emailAttributes])];
  const direct = await source.find({ value: ident, sourceId: true, attributes }, signal);
  if (direct.length > 0) return direct;
  // A username after its transformation is known to the snapshot only.
  const known = await store.snapshots.findByName(connector.id, nameKey(ident));
  const found: FoundUser[] = [];
  for (const { sourceId } of known) {
    found.push(...(await source.find({ value: sourceId, sourceId: true, attributes: [] }, signal)));
  }
  return found;
}

/** Of several people the one whose id it is, or else whose username, goes before those who merely share an address. */
function closest({ mapping }: RunContext, candidates: readonly FoundUser[], ident: string): readonly FoundUser[] {
  const key = nameKey(ident);
  const byId = candidates.filter(({ record }) => record.sourceId === ident);
  if (byId.length > 0) return byId;
  const byName = candidates.filter(({ record }) => {
    const mapped = mapping.map(record);
    const raw = mapping.usernameAttributes.some((name) => {
      const value = record.attributes[name];
      return typeof value === 'string' && nameKey(value) === key;
    });
    return raw || (mapped.outcome === 'mapped' && nameKey(mapped.account.username) === key);
  });
  return byName.length > 0 ? byName : candidates;
}

/** Brings the person's direct memberships up to date. Groups that the snapshot does not know wait for the next full run. */
async function writeGroups(context: RunContext, run: number, { record, groups }: FoundUser): Promise<string[]> {
  const { connector, store } = context;
  const known = await store.snapshots.lookup(connector.id, 'group', groups);
  const now = new Set(known.map(({ subject }) => subject));
  const before = new Set((await store.snapshots.groupsOf(connector.id, record.ref)).map(({ subject }) => subject));
  const changes = [
    ...[...now].filter((group) => !before.has(group)).map((group) => ({ group, add: [record.ref], remove: [] })),
    ...[...before].filter((group) => !now.has(group)).map((group) => ({ group, add: [], remove: [record.ref] })),
  ];
  await store.snapshots.writeEdges(connector.id, run, changes);
  const unknown = groups.length - known.length;
  return unknown === 0
    ? []
    : [`${unknown} of the person's groups are new since the last full run, which will add them.`];
}

async function proveGone(context: RunContext, run: number, sourceId: string, key: string): Promise<void> {
  const { connector, store, source, directory, signal } = context;
  const owner = await store.directories.find(directory, { nameKey: key });
  if (owner === undefined || owner.connector !== connector.id) return;
  if (owner.sourceId === null || owner.sourceId === sourceId) return;
  const [entry] = await store.snapshots.lookup(connector.id, 'user', [owner.sourceId]);
  if (entry === undefined) return;
  const still = await source.find({ value: owner.sourceId, sourceId: true, attributes: [] }, signal);
  if (still.length === 0) await store.snapshots.remove(connector.id, run, [entry.subject]);
}
