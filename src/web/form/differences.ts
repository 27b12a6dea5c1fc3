import type { Draft } from '../api/connectors.ts';
import { at, isEqual, isObject, type Path, put } from './draft.ts';

/** One setting that differs between two states of a connector. */
export interface Difference {
  readonly path: Path;
  readonly before: unknown;
  readonly after: unknown;
}

export function differences(before: unknown, after: unknown): readonly Difference[] {
  const paths = new Map([...settingsOf(before, []), ...settingsOf(after, [])].map((path) => [path.join('.'), path]));
  return [...paths.values()].flatMap((path) => {
    const [one, other] = [at(before, path), at(after, path)];
    return isEqual(one, other) ? [] : [{ path, before: one, after: other }];
  });
}

/** The changes from `base` to `mine`, made to `theirs` instead. */
export function onTopOf(theirs: Draft, base: unknown, mine: unknown): Draft {
  return differences(base, mine).reduce((draft, { path, after }) => put(draft, path, after), theirs);
}

/** Settings that are one thing, although they are objects: an option, a rule, a limit. */
function isSetting([section, part]: Path, depth: number): boolean {
  if (section === 'source' || section === 'target' || section === 'guards' || section === 'groups') return depth === 2;
  if (section === 'provisioning') return depth === (part === 'attributes' ? 3 : 2);
  return depth === 3;
}

function settingsOf(value: unknown, path: Path): Path[] {
  if (isObject(value) && !(path.length > 0 && isSetting(path, path.length))) {
    return Object.entries(value).flatMap(([name, inner]) => settingsOf(inner, [...path, name]));
  }
  return path.length === 0 ? [] : [path];
}
