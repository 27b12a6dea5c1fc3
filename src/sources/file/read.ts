import { type CancelSignal, throwIfCancelled } from '../../core/cancellation.ts';
import { Failure } from '../../core/errors.ts';
import { withoutControls } from '../../core/mapping/letters.ts';
import type { GroupRecord } from '../../core/people.ts';
import type { SourceEvent } from '../../core/ports/source.ts';
import { formatOf } from '../../protocols/files/rows.ts';
import { type Group, Groups, readGroups, severalTexts } from './groups.ts';
import { Memberships, readPairs } from './memberships.ts';
import { OpenFiles } from './open-files.ts';
import type { FileSettings } from './options.ts';
import { People } from './people.ts';

/** Every how many pages the number of people is estimated anew. */
const pagesPerEstimate = 20;

/** A page of groups holds at most so many groups and, but for its last group, members. */
const groupsPerPage = 1000;
const membersPerPage = 50_000;

export async function* readFiles(settings: FileSettings, signal: CancelSignal): AsyncGenerator<SourceEvent> {
  const files = await OpenFiles.open(settings.path);
  try {
    const reading = new Reading(files, settings, signal);
    throwIfCancelled(signal);
    yield* reading.users();
    await reading.memberships();
    yield* openEnds(files);
    yield* reading.groups();
    await files.requireUnchanged();
    throwIfCancelled(signal);
    yield { type: 'end', cursor: null };
  } finally {
    await files.close();
  }
}

/** A row of a CSV file that was cut in its last cell looks like any other. */
function* openEnds(files: OpenFiles): Generator<SourceEvent> {
  for (const { path, endsWithLine } of files.all) {
    if (endsWithLine || formatOf(path) !== 'csv') continue;
    const message = `${path} does not end with a line break. If its export was interrupted, the last value may be cut.`;
    yield { type: 'notice', message };
  }
}

class Reading {
  readonly #files: OpenFiles;
  readonly #settings: FileSettings;
  readonly #signal: CancelSignal;
  readonly #people: People;
  readonly #groups = new Groups();
  readonly #memberships = new Memberships();

  constructor(files: OpenFiles, settings: FileSettings, signal: CancelSignal) {
    this.#files = files;
    this.#settings = settings;
    this.#signal = signal;
    this.#people = new People(files.users, settings, signal);
  }

  async *users(): AsyncGenerator<SourceEvent> {
    const { groupsColumn, separator } = this.#settings;
    let pages = 0;
    for await (const records of this.#people.pages()) {
      if (this.#files.members === undefined) {
        for (const { ref, attributes } of records) {
          this.#memberships.addPerson(ref, severalTexts(attributes[groupsColumn], separator));
        }
      }
      yield { type: 'users', records };
      if (++pages % pagesPerEstimate === 0) {
        yield { type: 'expect', users: Math.round(this.#people.ids.size / this.#files.users.share) };
      }
    }
  }

  async memberships(): Promise<void> {
    const { groups, members } = this.#files;
    if (groups !== undefined) {
      for await (const group of readGroups(groups, this.#settings, this.#signal)) {
        if (!this.#groups.add(group))
          throw new Failure('incomplete', `${groups.path} has the group ${group.id} twice.`);
        for (const member of group.members) this.#memberships.addPair(group.id, member);
      }
    }
    if (members !== undefined) {
      for await (const pairs of readPairs(members, this.#settings, this.#signal)) {
        for (const { group, member } of pairs) this.#memberships.addPair(group, member);
      }
    }
    if (groups === undefined) for (const name of this.#memberships.groups) this.#groups.named(name);
  }

  *groups(): Generator<SourceEvent> {
    const unknown = new Unknown();
    const written = this.#namesOf(unknown);
    this.#memberships.resolve((member) => this.#refOf(member, unknown));
    let page: GroupRecord[] = [];
    let size = 0;
    for (const group of this.#groups.all) {
      throwIfCancelled(this.#signal);
      const record = this.#record(group, written.get(group) ?? []);
      page.push(record);
      size += record.members.length;
      if (page.length < groupsPerPage && size < membersPerPage) continue;
      yield { type: 'groups', records: page };
      page = [];
      size = 0;
    }
    if (page.length > 0) yield { type: 'groups', records: page };
    yield* unknown.notices();
  }

  /** Under which ids and names the memberships speak of each group. */
  #namesOf(unknown: Unknown): ReadonlyMap<Group, readonly string[]> {
    const names = new Map<Group, string[]>();
    for (const name of this.#memberships.groups) {
      const group = this.#groups.find(name);
      if (group === undefined) unknown.groups.push(name);
      else names.set(group, [...(names.get(group) ?? []), name]);
    }
    return names;
  }

  #record(group: Group, names: readonly string[]): GroupRecord {
    const { id, name, attributes } = group;
    return { sourceId: id, ref: groupRef(group), name, attributes, members: this.#memberships.membersOf(names) };
  }

  /** Where ids of people and groups overlap, the person is meant. */
  #refOf(member: string, unknown: Unknown): string {
    if (this.#people.ids.has(member)) return member;
    const nested = this.#groups.find(member);
    if (nested !== undefined) return groupRef(nested);
    unknown.members.push(member);
    return withoutControls(member);
  }
}

/** Begins with a blank, as no id of a person does, so that a group never answers to a person's reference. */
function groupRef({ id }: Group): string {
  return ` group ${id}`;
}

/** Memberships that lead nowhere. */
class Unknown {
  readonly groups: string[] = [];
  readonly members: string[] = [];

  *notices(): Generator<SourceEvent> {
    const [group] = this.groups;
    if (group !== undefined) {
      const message = `${this.groups.length} groups have members but are not in the file with groups, such as "${group}". Their memberships were left out.`;
      yield { type: 'notice', message };
    }
    const [member] = this.members;
    if (member !== undefined) {
      const message = `${this.members.length} members of groups are nobody in the files, such as "${member}".`;
      yield { type: 'notice', message };
    }
  }
}
