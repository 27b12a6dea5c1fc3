import { type CancelSignal, throwIfCancelled } from '../../core/cancellation.ts';
import type { OpenFile } from '../../protocols/files/open-file.ts';
import { readRows } from '../../protocols/files/rows.ts';
import type { FileSettings } from './options.ts';
import { keyText } from './people.ts';

/** Pairs of group and member as written, kept compactly: every member once as text, in its groups as a number. */
export class Memberships {
  readonly #members: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #groups = new Map<string, number[]>();

  /** The groups of somebody who is added once only, which saves looking for them. */
  addPerson(member: string, groups: readonly string[]): void {
    if (groups.length === 0) return;
    const number = this.#members.push(member) - 1;
    for (const group of groups) this.#list(group).push(number);
  }

  addPair(group: string, member: string): void {
    let number = this.#numbers.get(member);
    if (number === undefined) {
      number = this.#members.push(member) - 1;
      this.#numbers.set(member, number);
    }
    this.#list(group).push(number);
  }

  get groups(): Iterable<string> {
    return this.#groups.keys();
  }

  membersOf(group: string): readonly string[] {
    return (this.#groups.get(group) ?? []).map((number) => this.#members[number] ?? '');
  }

  #list(group: string): number[] {
    const known = this.#groups.get(group);
    if (known !== undefined) return known;
    const list: number[] = [];
    this.#groups.set(group, list);
    return list;
  }
}

export interface Pair {
  readonly group: string;
  readonly member: string;
}

/** The rows of a file with the columns group and member. */
export async function* readPairs(
  file: OpenFile,
  settings: FileSettings,
  signal: CancelSignal,
): AsyncGenerator<readonly Pair[]> {
  for await (const { rows, lines } of readRows(file, settings)) {
    throwIfCancelled(signal);
    yield rows.map((row, index) => {
      const group = keyText(row.group);
      const member = keyText(row.member);
      if (group !== undefined && member !== undefined) return { group, member };
      const missing = group === undefined ? 'group' : 'member';
      throw file.failure(lines[index] ?? 0, `the membership has no ${missing}`, 'The columns are group and member.');
    });
  }
}
