import { nameKey } from '../../core/names.ts';
import type { LogEntry } from './log.ts';

/** What the log says of an account. */
export interface TouchedUser {
  readonly account: number;
  readonly directory: number;
  /** At the beginning; null when it was not there. */
  readonly firstName: string | null;
  readonly regrouped: boolean;
  /** The names that it had on its way to the last one, in order, with the places in the log where it got them. */
  readonly passedNames: readonly { readonly place: number; readonly name: string }[];
  /** Where its last name, or else its last change, stands in the log. */
  readonly place: number;
}

/** What the log says of a group. */
export interface TouchedGroup {
  readonly key: string;
  /** At the beginning; null when it was not there. */
  readonly firstName: string | null;
  /** Deleted at least once. */
  readonly deleted: boolean;
  readonly renested: boolean;
}

export function touchedUsers(log: readonly LogEntry[]): readonly TouchedUser[] {
  const lines = log.map((entry, place) => ({ entry, place })).filter(({ entry }) => entry.account !== null);
  return [...Map.groupBy(lines, ({ entry }) => entry.account).values()].map((own) => {
    const [first] = own as [(typeof own)[number]];
    const { account, directory, type, name, oldName } = first.entry;
    const renames = own.filter(({ entry }) => entry.oldName !== null);
    const last = renames.at(-1) ?? own.at(-1) ?? first;
    return {
      account: account ?? 0,
      directory,
      firstName: type === 'user-created' ? null : (oldName ?? name),
      regrouped: own.some(({ entry }) => entry.regrouped),
      passedNames: renames.slice(0, -1).map(({ entry, place }) => ({ place, name: entry.name })),
      place: last.place,
    };
  });
}

export function touchedGroups(log: readonly LogEntry[]): readonly TouchedGroup[] {
  const entries = log.filter(({ account }) => account === null);
  return [...Map.groupBy(entries, ({ name }) => nameKey(name))].map(([key, own]) => ({
    key,
    firstName: own[0]?.type === 'group-created' ? null : (own[0]?.name ?? null),
    deleted: own.some(({ type }) => type === 'group-deleted'),
    renested: own.some(({ regrouped }) => regrouped),
  }));
}
