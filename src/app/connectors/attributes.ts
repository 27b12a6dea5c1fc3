import type { SnapshotUser, Store } from '../../core/ports/store/index.ts';

/** An attribute that people have at the source. */
export interface SeenAttribute {
  readonly name: string;
  /** How many of those who were looked at have it. */
  readonly people: number;
  readonly sample: string | null;
}

/** So many people say what the others are like. */
const lookedAt = 2_000;
const pageSize = 500;
const longestSample = 100;

/** The attributes of the snapshot, those first that most people have. */
export async function seenAttributes({ snapshots }: Store, connector: string): Promise<readonly SeenAttribute[]> {
  const seen = new Map<string, { people: number; sample: string | null }>();
  let after: string | null = null;
  for (let people = 0; people < lookedAt; people += pageSize) {
    const page = await snapshots.people(connector, { after, limit: pageSize });
    for (const person of page.items) look(person, seen);
    after = page.next;
    if (after === null) break;
  }
  const attributes = [...seen].map(([name, { people, sample }]) => ({ name, people, sample }));
  return attributes.sort((one, other) => other.people - one.people || (one.name < other.name ? -1 : 1));
}

function look({ attributes }: SnapshotUser, seen: Map<string, { people: number; sample: string | null }>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === '') continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const known = seen.get(name);
    if (known !== undefined) known.people += 1;
    else seen.set(name, { people: 1, sample: text.slice(0, longestSample).toWellFormed() });
  }
}
