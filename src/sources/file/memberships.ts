import { type CancelSignal, throwIfCancelled } from '../../core/cancellation.ts';
import type { OpenFile } from '../../protocols/files/open-file.ts';
import { readRows } from '../../protocols/files/rows.ts';
import { requiredKey } from './keys.ts';
import type { FileSettings } from './options.ts';

/** Who is in which group, as written and kept compactly: every member once as text, in its groups as a number. */
export class Memberships {
  #members: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #groups = new Map<string, number[]>();
  /** Nobody can be in a list twice while only people were added. */
  #hasPairs = false;

  /** The groups of a person of the file, who is added once only: that saves looking for them. */
  addPerson(ref: string, groups: readonly string[]): void {
    if (groups.length === 0) return;
    const number = this.#members.push(ref) - 1;
    for (const group of groups) {
      const list = this.#list(group);
      if (list.at(-1) !== number) list.push(number);
    }
  }

  addPair(group: string, member: string): void {
    let number = this.#numbers.get(member);
    if (number === undefined) {
      number = this.#members.push(member) - 1;
      this.#numbers.set(member, number);
    }
    this.#list(group).push(number);
    this.#hasPairs = true;
  }

  get groups(): Iterable<string> {
    return this.#groups.keys();
  }

  /** Replaces what pairs call a member by the member's reference. */
  resolve(refOf: (member: string) => string): void {
    for (const [member, number] of this.#numbers) this.#members[number] = refOf(member);
    this.#numbers.clear();
  }

  /** References of the members of a group that goes by these names, each once. */
  membersOf(names: readonly string[]): readonly string[] {
    const lists = names.map((name) => this.#groups.get(name) ?? []);
    const refs = lists.flatMap((list) => list.map((number) => this.#members[number] ?? ''));
    return this.#hasPairs || names.length > 1 ? [...new Set(refs)] : refs;
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
      const line = lines[index] ?? 0;
      const keyIn = (column: string) => requiredKey(file, line, row, column, 'membership');
      return { group: keyIn('group'), member: keyIn('member') };
    });
  }
}
