import { Problem } from '../api/problem.ts';

type Path = readonly (string | number)[];

/** What the service says is wrong, by field. */
export class FieldErrors {
  readonly #messages = new Map<string, string>();

  constructor(error: Error | null) {
    if (!(error instanceof Problem)) return;
    for (const { path, message } of error.fields) {
      const key = keyOf(path);
      const before = this.#messages.get(key);
      this.#messages.set(key, before === undefined ? message : `${before} ${message}`);
    }
  }

  /** Of exactly this field. */
  at(path: Path): string | undefined {
    return this.#messages.get(keyOf(path));
  }

  /** Of this field or of anything in it. */
  within(path: Path): string | undefined {
    const key = keyOf(path);
    const inside = [...this.#messages].filter(([field]) => field === key || field.startsWith(`${key}.`));
    return inside.length === 0 ? undefined : inside.map(([, message]) => message).join(' ');
  }

  /** How many fields of these sections are wrong. */
  countIn(paths: readonly Path[]): number {
    const keys = paths.map(keyOf);
    const inside = (field: string) => keys.some((key) => field === key || field.startsWith(`${key}.`));
    return [...this.#messages.keys()].filter(inside).length;
  }

  get size(): number {
    return this.#messages.size;
  }

  /** For a form with flat names. */
  asForm(): Record<string, string> {
    return Object.fromEntries(this.#messages);
  }
}

export function errorsOf(error: Error | null): FieldErrors {
  return new FieldErrors(error);
}

function keyOf(path: Path): string {
  return path.join('.');
}
