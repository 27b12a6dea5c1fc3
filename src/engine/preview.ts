import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled } from '../core/cancellation.ts';
import type { ConnectorConfig } from '../core/connector.ts';
import type { Mapping } from '../core/mapping/rules.ts';
import type { Attributes, DesiredAccount } from '../core/people.ts';
import type { SnapshotUser, Store } from '../core/ports/store/index.ts';
import { mapUser } from './map.ts';
import { outputUser } from './results.ts';

/** What the rules make of one person. */
export interface PreviewedPerson {
  readonly sourceId: string;
  readonly input: Attributes;
  readonly outcome: 'mapped' | 'filtered' | 'failed';
  /** Why there is no account. */
  readonly message: string | null;
  readonly output: ReturnType<typeof outputUser> | null;
}

/** What rules would make of everybody in the snapshot. */
export interface MappingPreview {
  readonly people: number;
  readonly filtered: number;
  readonly failed: number;
  /** People whose username somebody else gets too. */
  readonly colliding: number;
  readonly examples: PreviewedPerson[];
  readonly filteredExamples: PreviewedPerson[];
  readonly failedExamples: PreviewedPerson[];
  readonly collisions: { readonly username: string; readonly sourceIds: string[] }[];
}

export interface PreviewRequest {
  readonly store: Store;
  /** The connector whose snapshot is looked at. */
  readonly connector: string;
  readonly groups: Pick<ConnectorConfig['groups'], 'required'>;
  readonly mapping: Mapping;
  readonly idAttribute: string;
  /** Show these people; left out: some that differ from each other. */
  readonly search?: string | undefined;
  readonly signal: AbortSignal;
}

const pageSize = 500;
const mostExamples = 10;
/** The service answers others after this time at the latest. */
const longestTurnMs = 10;

/** Maps the whole snapshot as a run would, page by page. Writes nothing. */
export async function previewMapping(request: PreviewRequest): Promise<MappingPreview> {
  const { store, connector, search, signal } = request;
  const tally = new Tally(request, await insiders(request));
  const turn = new Turn();
  let after: string | null = null;
  do {
    const page = await store.snapshots.people(connector, { after, limit: pageSize });
    for (const person of page.items) {
      tally.add(person);
      if (turn.isOver) await turn.next();
    }
    throwIfCancelled(signal);
    after = page.next;
  } while (after !== null);
  if (search === undefined || search.trim() === '') return tally.result();
  const found = await store.snapshots.people(connector, { after: null, limit: mostExamples, search });
  return { ...tally.result(), examples: found.items.map((person) => tally.preview(person)) };
}

/** Who is in one of the required groups; undefined where none is required. */
async function insiders({ store, connector, groups }: PreviewRequest): Promise<ReadonlySet<number> | undefined> {
  if (groups.required.length === 0) return undefined;
  const inside = new Set<number>();
  for await (const page of store.snapshots.insiders(connector, groups.required)) {
    for (const subject of page) inside.add(subject);
  }
  return inside;
}

/** Lets others have their turn every so often; promises alone would never let them. */
class Turn {
  #began = performance.now();
  #steps = 0;

  get isOver(): boolean {
    this.#steps += 1;
    return this.#steps % 20 === 0 && performance.now() - this.#began > longestTurnMs;
  }

  async next(): Promise<void> {
    await setImmediate();
    this.#began = performance.now();
  }
}

interface Claim {
  readonly username: string;
  people: number;
  /** The first ones. */
  readonly sourceIds: string[];
}

/** What has been found so far. */
class Tally {
  readonly #request: PreviewRequest;
  readonly #inside: ReadonlySet<number> | undefined;
  readonly #counts = { people: 0, filtered: 0, failed: 0 };
  readonly #examples = { mapped: new Examples(), filtered: new Examples(), failed: new Examples() };
  /** By the key of the username: whoever has it first, and everything about a name that more than one wants. */
  readonly #first = new Map<string, string>();
  readonly #claims = new Map<string, Claim>();

  constructor(request: PreviewRequest, inside: ReadonlySet<number> | undefined) {
    this.#request = request;
    this.#inside = inside;
  }

  add(person: SnapshotUser): void {
    const { outcome, message, desired, nameKey } = this.#map(person);
    this.#counts.people += 1;
    if (outcome !== 'mapped') this.#counts[outcome] += 1;
    else if (nameKey !== null && desired !== null) this.#claim(nameKey, desired.username, person.sourceId);
    this.#examples[outcome].offer(person, () => this.#previewed(person, outcome, message, desired));
  }

  preview(person: SnapshotUser): PreviewedPerson {
    const { outcome, message, desired } = this.#map(person);
    return this.#previewed(person, outcome, message, desired);
  }

  result(): MappingPreview {
    const claims = [...this.#claims.values()];
    return {
      ...this.#counts,
      colliding: claims.reduce((sum, { people }) => sum + people, 0),
      examples: this.#examples.mapped.shown,
      filteredExamples: this.#examples.filtered.shown,
      failedExamples: this.#examples.failed.shown,
      collisions: claims.slice(0, mostExamples).map(({ username, sourceIds }) => ({ username, sourceIds })),
    };
  }

  #map(person: SnapshotUser) {
    const { disposition, problem, desired, nameKey } = mapUser(
      { record: person, content: '', hash: '' },
      this.#request.mapping,
    );
    const outside = this.#inside !== undefined && !this.#inside.has(person.subject);
    if (outside && disposition === 'mapped') {
      const message = 'The person is in none of the required groups.';
      return { outcome: 'filtered' as const, message, desired: null, nameKey: null };
    }
    const account = desired === null ? null : (JSON.parse(desired) as DesiredAccount);
    return { outcome: disposition, message: problem, desired: account, nameKey };
  }

  #claim(key: string, username: string, sourceId: string): void {
    const first = this.#first.get(key);
    if (first === undefined) {
      this.#first.set(key, sourceId);
      return;
    }
    const claim = this.#claims.get(key) ?? { username, people: 1, sourceIds: [first] };
    claim.people += 1;
    if (claim.sourceIds.length < mostExamples) claim.sourceIds.push(sourceId);
    this.#claims.set(key, claim);
  }

  #previewed(
    { sourceId, attributes }: SnapshotUser,
    outcome: PreviewedPerson['outcome'],
    message: string | null,
    desired: DesiredAccount | null,
  ): PreviewedPerson {
    const { idAttribute } = this.#request;
    const output = desired === null ? null : outputUser(desired, sourceId, idAttribute);
    return { sourceId, input: { [idAttribute]: sourceId, ...attributes }, outcome, message, output };
  }
}

/** A few people who differ from each other in what the source says of them, filled up with the first ones. */
class Examples {
  readonly #different: PreviewedPerson[] = [];
  readonly #alike: PreviewedPerson[] = [];
  readonly #shapes = new Set<string>();

  offer({ attributes }: SnapshotUser, preview: () => PreviewedPerson): void {
    if (this.#different.length >= mostExamples) return;
    const shape = Object.keys(attributes).join('\n');
    if (!this.#shapes.has(shape)) {
      this.#shapes.add(shape);
      this.#different.push(preview());
    } else if (this.#alike.length < mostExamples) this.#alike.push(preview());
  }

  get shown(): PreviewedPerson[] {
    return [...this.#different, ...this.#alike].slice(0, mostExamples);
  }
}
