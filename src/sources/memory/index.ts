import { throwIfCancelled } from '../../core/cancellation.ts';
import { Failure } from '../../core/errors.ts';
import type { AttributeValue } from '../../core/people.ts';
import type { FoundUser, Source, SourceCapabilities, SourceEvent } from '../../core/ports/source.ts';
import type { MemoryCompany } from './company.ts';
import type { FaultPlan } from './faults.ts';

export { MemoryCompany } from './company.ts';
export { type Fault, type FaultKind, FaultPlan } from './faults.ts';

export const memoryCapabilities: SourceCapabilities = {
  delta: true,
  deltaDeletions: true,
  find: true,
  nestedGroups: true,
  authenticate: true,
};

/**
 * A source in memory for tests, as nasty as they wish. Counted uses: `read`, `changes`, `find`, `authenticate`, and
 * `page` for every page of a listing and for its end. The cursor is the length of the company's log.
 */
export function memorySource(company: MemoryCompany, faults: FaultPlan, pageSize = 10): Source {
  return {
    async *read(signal) {
      if (faults.use('read')) return;
      const cursor = String(company.log.length);
      yield* pages('users', [...company.users.values()]);
      yield* pages('groups', [...company.groups.values()]);
      if (faults.use('page')) return;
      yield { type: 'end', cursor };

      async function* pages<T>(type: 'users' | 'groups', all: readonly T[]): AsyncIterable<SourceEvent> {
        for (let start = 0; start < all.length; start += pageSize) {
          throwIfCancelled(signal);
          if (faults.use('page')) throw new Failure('incomplete', 'The listing stopped in the middle.');
          yield { type, records: all.slice(start, start + pageSize) } as unknown as SourceEvent;
        }
      }
    },
    async *changes(cursor, signal) {
      faults.use('changes');
      throwIfCancelled(signal);
      const since = Number(cursor);
      if (!/^\d+$/.test(cursor) || since > company.log.length) throw new Failure('cursor-refused', 'unknown cursor');
      const changed = company.log.slice(since);
      for (const kind of ['user', 'group'] as const) {
        const ids = [...new Set(changed.filter((change) => change.kind === kind).map(({ sourceId }) => sourceId))];
        for (let start = 0; start < ids.length; start += pageSize) {
          for (const event of changesOf(company, kind, ids.slice(start, start + pageSize))) {
            throwIfCancelled(signal);
            yield event;
          }
        }
      }
      if (faults.use('page')) return;
      throwIfCancelled(signal);
      yield { type: 'end', cursor: String(company.log.length) };
    },
    async find({ value, sourceId, attributes }, signal) {
      throwIfCancelled(signal);
      if (faults.use('find')) return [];
      const found = [...company.users.values()].filter(
        (user) =>
          (sourceId && user.sourceId === value) || attributes.some((name) => hasValue(user.attributes[name], value)),
      );
      return found.map((record): FoundUser => ({ record, groups: groupsOf(company, record.ref) }));
    },
    async authenticate(sourceId, password, signal) {
      throwIfCancelled(signal);
      if (password === '' || password.includes('\0')) return 'wrong';
      faults.use('authenticate');
      if (!company.users.has(sourceId)) return 'not-found';
      const { text, state } = company.passwords.get(sourceId) ?? {};
      if (state === 'locked') return 'locked';
      if (password !== text) return 'wrong';
      return state === 'expired' ? 'expired' : 'right';
    },
    async test(signal) {
      throwIfCancelled(signal);
      return [{ name: 'Read people', ok: true, message: `${company.users.size} people` }];
    },
    async close() {},
  };
}

function* changesOf(company: MemoryCompany, kind: 'user' | 'group', ids: readonly string[]): Iterable<SourceEvent> {
  const gone = ids.filter((id) => !(kind === 'user' ? company.users : company.groups).has(id));
  if (kind === 'user') yield { type: 'users', records: ids.flatMap((id) => company.users.get(id) ?? []) };
  else yield { type: 'groups', records: ids.flatMap((id) => company.groups.get(id) ?? []) };
  yield { type: 'gone', kind, sourceIds: gone };
}

function hasValue(attribute: AttributeValue | undefined, value: string): boolean {
  return typeof attribute === 'string' && attribute.toLowerCase() === value.toLowerCase();
}

function groupsOf(company: MemoryCompany, ref: string): string[] {
  return [...company.groups.values()].filter(({ members }) => members.includes(ref)).map(({ sourceId }) => sourceId);
}
