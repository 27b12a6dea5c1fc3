import { selectGroups } from '../core/groups/selection.ts';
import type { Mapping } from '../core/mapping/rules.ts';
import { nameKey, nameProblem } from '../core/names.ts';
import type { GroupRecord, UserRecord } from '../core/people.ts';
import type { SnapshotEntry } from '../core/ports/store/index.ts';
import type { RunContext } from './context.ts';
import { fingerprint } from './fingerprint.ts';

/** A record on its way into the snapshot: its content and fingerprint, before anything is made of it. */
export interface Fingerprinted<T> {
  readonly record: T;
  readonly content: string;
  readonly hash: string;
}

export function fingerprintUser(record: UserRecord): Fingerprinted<UserRecord> {
  const content = JSON.stringify(record.attributes);
  return { record, content, hash: fingerprint(`${record.ref}\n${content}`) };
}

/** Members count as a set: a source that lists them in another order says nothing new. */
export function fingerprintGroup(record: GroupRecord): Fingerprinted<GroupRecord> {
  const content = JSON.stringify(record.attributes);
  const members = record.members.toSorted().join('\n');
  return { record, content, hash: fingerprint(`${record.ref}\n${record.name}\n${content}\n${members}`) };
}

/** What the rules make of a person. */
export function mapUser({ record, content, hash }: Fingerprinted<UserRecord>, mapping: Mapping): SnapshotEntry {
  const { sourceId, ref } = record;
  const mapped = mapping.map(record);
  const common = { kind: 'user' as const, sourceId, ref, content, hash };
  if (mapped.outcome !== 'mapped') {
    const { outcome, message } = mapped;
    // The mapping's messages are predicates: "has no username".
    const problem = `The person ${message}.`;
    return { ...common, disposition: outcome, problem, nameKey: null, desired: null, desiredHash: null };
  }
  const desired = JSON.stringify(mapped.account);
  return {
    ...common,
    disposition: 'mapped',
    problem: null,
    nameKey: nameKey(mapped.account.username),
    desired,
    desiredHash: fingerprint(`${sourceId}\n${desired}`),
  };
}

/** Whether a group is synced, and under which name. */
export function groupMapping({ connector }: RunContext): (group: Fingerprinted<GroupRecord>) => SnapshotEntry {
  const selected = selectGroups(connector.groups);
  return ({ record, content, hash }) => {
    const { sourceId, ref } = record;
    const name = record.name.normalize('NFC').trim();
    const problem = nameProblem(name);
    const disposition = problem !== undefined ? 'failed' : selected(name) ? 'mapped' : 'filtered';
    return {
      kind: 'group',
      sourceId,
      ref,
      content,
      hash,
      disposition,
      problem: problem === undefined ? null : `The group's name ${problem}.`,
      nameKey: problem === undefined ? nameKey(name) : null,
      desired: JSON.stringify(name),
      desiredHash: null,
    };
  };
}
