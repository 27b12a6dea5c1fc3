import { expect } from 'vitest';
import type { CancelSignal } from '../../../src/core/cancellation.ts';
import { readAttribute, textsOf } from '../../../src/core/mapping/values.ts';
import type { GroupRecord, UserRecord } from '../../../src/core/people.ts';
import type {
  FindQuery,
  FoundUser,
  PasswordVerdict,
  Source,
  SourceCapabilities,
  SourceEvent,
} from '../../../src/core/ports/source.ts';
import type { EditableCompany, Person } from './company.ts';

/** A source and the company behind it, fresh for one check. */
export interface OpenedSource {
  readonly source: Source;
  readonly company: EditableCompany;
  /** Takes away what the source needs to read people: its permission, its server, its file. */
  readonly deny?: () => Promise<void>;
  /** Gives a person of the company a password; with the capability `authenticate`. */
  readonly setPassword?: (uid: string, password: string) => Promise<void>;
  /** Closes the source (again) and takes everything away that was set up. */
  close(): Promise<void>;
}

export interface SourceSubject {
  readonly capabilities: SourceCapabilities;
  /** The raw attributes in which the source gives what a test added; `uid`, `cn` and `mail` where left out. */
  readonly attributes?: { readonly [K in keyof Person]: string };
  /** Texts that no error and no check may show. */
  readonly secrets?: readonly string[];
  open(): Promise<OpenedSource>;
  readonly skip?: { readonly [check: string]: string };
}

/** What the checks get: the opened source, and how to ask it. */
export class SourceUnderTest {
  readonly subject: SourceSubject;
  readonly source: Source;
  readonly company: EditableCompany;
  readonly deny: (() => Promise<void>) | undefined;
  readonly #setPassword: OpenedSource['setPassword'];
  readonly attributes: { readonly [K in keyof Person]: string };

  constructor(subject: SourceSubject, opened: OpenedSource) {
    this.subject = subject;
    this.source = opened.source;
    this.company = opened.company;
    this.deny = opened.deny;
    this.#setPassword = opened.setPassword;
    this.attributes = subject.attributes ?? { uid: 'uid', cn: 'cn', mail: 'mail' };
  }

  async read(): Promise<Listing> {
    return new Listing(await eventsOf(this.source.read(never())), this.attributes);
  }

  async changes(cursor: string): Promise<Listing> {
    return new Listing(await eventsOf(this.source.changes(cursor, never())), this.attributes);
  }

  /** By id and by no attribute, unless told otherwise. */
  find(query: Partial<FindQuery> & { value: string }): Promise<readonly FoundUser[]> {
    return this.source.find({ sourceId: true, attributes: [], ...query }, never());
  }

  /** The texts of an attribute that a test added. */
  texts(record: UserRecord, field: keyof Person): readonly string[] {
    return textsOf(readAttribute(record.attributes, this.attributes[field]));
  }

  /** Returns the id of the person, who must be there. */
  async setPassword(uid: string, password: string): Promise<string> {
    if (this.#setPassword === undefined) throw new Error('Give the opened source `setPassword`.');
    await this.#setPassword(uid, password);
    return this.idOf(uid);
  }

  async idOf(uid: string): Promise<string> {
    return (await this.read()).user(uid).sourceId;
  }

  authenticate(sourceId: string, password: string): Promise<PasswordVerdict> {
    return this.source.authenticate(sourceId, password, never());
  }

  async addPeople(...uids: readonly string[]): Promise<void> {
    for (const uid of uids) await this.company.addUser({ uid, cn: `The ${uid}`, mail: `${uid}@conformance.test` });
  }
}

export function never(): CancelSignal {
  return new AbortController().signal;
}

export async function eventsOf(events: AsyncIterable<SourceEvent>): Promise<readonly SourceEvent[]> {
  const all: SourceEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** A whole answer, held to what every answer promises. */
export class Listing {
  readonly cursor: string | null;
  /** The last of each id counts. */
  readonly users = new Map<string, UserRecord>();
  readonly groups = new Map<string, GroupRecord>();
  readonly gone = { user: new Set<string>(), group: new Set<string>() };
  /** References that are there; undefined where the answer does not list them. */
  readonly present: { user: Set<string> | undefined; group: Set<string> | undefined } = {
    user: undefined,
    group: undefined,
  };
  readonly #attributes: { readonly [K in keyof Person]: string };

  constructor(events: readonly SourceEvent[], attributes: { readonly [K in keyof Person]: string }) {
    this.#attributes = attributes;
    const ends = events.filter((event) => event.type === 'end');
    expect(ends, 'one end').toHaveLength(1);
    expect(events.at(-1)?.type, 'the end is last').toBe('end');
    this.cursor = ends[0]?.cursor ?? null;
    for (const event of events) this.#take(event);
  }

  #take(event: SourceEvent): void {
    if (event.type === 'users') for (const record of event.records) this.users.set(record.sourceId, record);
    if (event.type === 'groups') for (const record of event.records) this.groups.set(record.sourceId, record);
    if (event.type === 'gone') for (const id of event.sourceIds) this.gone[event.kind].add(id);
    if (event.type === 'present') {
      const refs = this.present[event.kind] ?? new Set();
      for (const ref of event.refs) refs.add(ref);
      this.present[event.kind] = refs;
    }
  }

  /** The only person with the uid. */
  user(uid: string): UserRecord {
    const found = this.usersNamed(uid);
    expect(found, `one person ${uid}`).toHaveLength(1);
    return found[0] as UserRecord;
  }

  usersNamed(uid: string): readonly UserRecord[] {
    return [...this.users.values()].filter(({ attributes }) =>
      textsOf(readAttribute(attributes, this.#attributes.uid)).includes(uid),
    );
  }

  group(name: string): GroupRecord {
    const found = [...this.groups.values()].filter((group) => group.name === name);
    expect(found, `one group ${name}`).toHaveLength(1);
    return found[0] as GroupRecord;
  }

  /** Whether the answer proves that the record is gone; `again` is what came in its place, if anything. */
  provesGone(kind: 'user' | 'group', record: UserRecord | GroupRecord, again?: UserRecord): boolean {
    if (this.gone[kind].has(record.sourceId)) return true;
    const present = this.present[kind];
    return present !== undefined && (!present.has(record.ref) || again?.ref === record.ref);
  }
}
