import { type CancelSignal, throwIfCancelled } from '../../core/cancellation.ts';
import { Failure } from '../../core/errors.ts';
import { quoted } from '../../core/mapping/letters.ts';
import { textsOf } from '../../core/mapping/values.ts';
import { nameKey, nameProblem } from '../../core/names.ts';
import type { Attributes } from '../../core/people.ts';
import { splitValues } from '../../protocols/files/csv.ts';
import type { OpenFile } from '../../protocols/files/open-file.ts';
import { readRows } from '../../protocols/files/rows.ts';
import { keyText, requiredKey } from './keys.ts';
import type { FileSettings } from './options.ts';

/** A group as the files describe it; its members come from elsewhere. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly attributes: Attributes;
}

/** Groups by id and by name; under a name that two groups have stands neither. */
export class Groups {
  readonly #byId = new Map<string, Group>();
  readonly #byName = new Map<string, Group | undefined>();

  get all(): Iterable<Group> {
    return this.#byId.values();
  }

  /** False when the id is taken. */
  add(group: Group): boolean {
    if (this.#byId.has(group.id)) return false;
    this.#byId.set(group.id, group);
    const key = nameKey(group.name);
    this.#byName.set(key, this.#byName.has(key) ? undefined : group);
    return true;
  }

  /** By id, or else by name. Throws `incomplete` for a name that two groups have. */
  find(idOrName: string): Group | undefined {
    const group = this.#byId.get(idOrName) ?? this.#byName.get(nameKey(idOrName));
    if (group !== undefined || !this.#byName.has(nameKey(idOrName))) return group;
    throw new Failure('incomplete', `A membership names the group "${idOrName}", and two groups have this name.`, {
      remedy: 'Use the ids of the groups in the memberships, or rename one of the groups.',
    });
  }

  /** Makes the group where there is no file with groups: known by its name. */
  named(name: string): void {
    const id = nameKey(name);
    if (this.#byId.has(id)) return;
    const problem = nameProblem(name);
    if (problem === undefined) this.add({ id, name, attributes: Object.assign(Object.create(null), { name }) });
    else throw new Failure('incomplete', `Somebody is in a group whose name ${problem}: ${quoted(name)}.`);
  }
}

export interface GroupRow extends Group {
  /** The members that the row itself lists. */
  readonly members: readonly string[];
}

/** The groups of a file with the columns id, name and, if there are any, members and others. */
export async function* readGroups(
  file: OpenFile,
  settings: FileSettings,
  signal: CancelSignal,
): AsyncGenerator<GroupRow> {
  for await (const { rows, lines } of readRows(file, settings)) {
    throwIfCancelled(signal);
    for (const [index, row] of rows.entries()) {
      const { members, ...attributes } = row;
      const line = lines[index] ?? 0;
      const id = keyText(row.id) === undefined ? undefined : requiredKey(file, line, row, 'id', 'group');
      const name = keyText(row.name) === undefined ? id : requiredKey(file, line, row, 'name', 'group');
      if (name === undefined) throw file.failure(line, 'the group has neither id nor name');
      yield {
        id: id ?? nameKey(name),
        name,
        attributes: Object.setPrototypeOf(attributes, null),
        members: severalTexts(members, settings.separator),
      };
    }
  }
}

/** The texts of a value that may hold several, as a list or with separators. */
export function severalTexts(value: Attributes[string] | undefined, separator: string): readonly string[] {
  return typeof value === 'string' ? splitValues(value, separator) : textsOf(value).map((text) => text.trim());
}
