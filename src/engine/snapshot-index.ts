import type { IndexEntry } from '../core/ports/store/index.ts';

/**
 * The compact id table of a full read: what the snapshot holds, and who has been seen. It is the only thing of a run that
 * grows with the directory (about 150 bytes a person).
 */
export class SnapshotIndex {
  readonly #slots = new Map<string, number>();
  readonly #subjects: number[] = [];
  readonly #hashes: string[] = [];
  readonly #seen: boolean[] = [];

  static async load(pages: AsyncIterable<readonly IndexEntry[]>): Promise<SnapshotIndex> {
    const index = new SnapshotIndex();
    for await (const page of pages) {
      for (const { subject, sourceId, hash } of page) index.#add(sourceId, subject, hash, false);
    }
    return index;
  }

  /** Notes that the record is there; true when it is as the snapshot has it. */
  see(sourceId: string, hash: string): boolean {
    const slot = this.#slots.get(sourceId);
    if (slot === undefined) {
      this.#add(sourceId, 0, hash, true);
      return false;
    }
    this.#seen[slot] = true;
    if (this.#hashes[slot] === hash) return true;
    this.#hashes[slot] = hash;
    return false;
  }

  /** Subjects of the snapshot that were not seen. */
  unseen(): number[] {
    return this.#subjects.filter((subject, slot) => subject !== 0 && this.#seen[slot] !== true);
  }

  get seen(): number {
    return this.#seen.reduce((count, seen) => count + (seen ? 1 : 0), 0);
  }

  #add(sourceId: string, subject: number, hash: string, seen: boolean): void {
    this.#slots.set(sourceId, this.#subjects.length);
    this.#subjects.push(subject);
    this.#hashes.push(hash);
    this.#seen.push(seen);
  }
}
