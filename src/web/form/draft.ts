import type { Draft } from '../api/connectors.ts';

export type Path = readonly string[];

/** What stands at a path of a draft; undefined where nothing does. */
export function at(draft: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), draft);
}

/** The draft with another value at the path; undefined takes the field away. */
export function put(draft: Draft, path: Path, value: unknown): Draft {
  const [step = '', ...rest] = path;
  if (rest.length > 0) {
    const inner = draft[step];
    return { ...draft, [step]: put(isObject(inner) ? inner : {}, rest, value) };
  }
  if (value !== undefined) return { ...draft, [step]: value };
  const { [step]: _gone, ...others } = draft;
  return others;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** A draft and an answer are plain JSON, so their order of fields is the only thing that may differ. */
export function isEqual(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    return isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner;
  });
}
