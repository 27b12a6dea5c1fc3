import type { CancelSignal } from '../../core/cancellation.ts';
import { readAttribute, textsOf } from '../../core/mapping/values.ts';
import { nameKey } from '../../core/names.ts';
import type { UserRecord } from '../../core/people.ts';
import type { FindQuery, FoundUser } from '../../core/ports/source.ts';
import { Groups, readGroups, severalTexts } from './groups.ts';
import { readPairs } from './memberships.ts';
import { OpenFiles } from './open-files.ts';
import type { FileSettings } from './options.ts';
import { People } from './people.ts';

/** Reads the files through until everybody who can match is found. Attributes are compared without regard to case. */
export async function findInFiles(
  settings: FileSettings,
  query: FindQuery,
  signal: CancelSignal,
): Promise<readonly FoundUser[]> {
  const files = await OpenFiles.open(settings.path);
  try {
    const records = await matching(new People(files.users, settings, signal), query);
    if (records.length === 0) return [];
    const groups = await groupsOf(files, records, settings, signal);
    await files.requireUnchanged();
    return records.map((record) => ({ record, groups: [...(groups.get(record.ref) ?? [])] }));
  } finally {
    await files.close();
  }
}

async function matching(people: People, { value, sourceId, attributes }: FindQuery): Promise<readonly UserRecord[]> {
  const found: UserRecord[] = [];
  const key = nameKey(value.trim());
  for await (const records of people.pages()) {
    for (const record of records) {
      const byId = sourceId && record.sourceId === value;
      const named = (name: string) => {
        return textsOf(readAttribute(record.attributes, name)).some((text) => nameKey(text.trim()) === key);
      };
      if (byId || attributes.some(named)) found.push(record);
      // An id is unique; an attribute may be shared with somebody further down.
      if (byId && attributes.length === 0) return found;
    }
  }
  return found;
}

/** Ids of the groups that each of these people is a direct member of. */
async function groupsOf(
  files: OpenFiles,
  people: readonly UserRecord[],
  settings: FileSettings,
  signal: CancelSignal,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const names = new Map(people.map(({ ref }) => [ref, new Set<string>()]));
  const groups = new Groups();
  if (files.groups !== undefined) {
    for await (const group of readGroups(files.groups, settings, signal)) {
      groups.add(group);
      for (const member of group.members) names.get(member)?.add(group.id);
    }
  }
  if (files.members !== undefined) {
    for await (const pairs of readPairs(files.members, settings, signal)) {
      for (const { group, member } of pairs) names.get(member)?.add(group);
    }
  } else {
    for (const { ref, attributes } of people) {
      for (const group of severalTexts(attributes[settings.groupsColumn], settings.separator))
        names.get(ref)?.add(group);
    }
  }
  const idOf = (name: string) => (files.groups === undefined ? nameKey(name) : groups.find(name)?.id);
  return new Map([...names].map(([ref, set]) => [ref, new Set([...set].flatMap((name) => idOf(name) ?? []))]));
}
