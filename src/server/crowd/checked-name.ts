import { Failure } from '../../core/errors.ts';
import { nameProblem } from '../../core/names.ts';

/** The name as it is. Throws `invalid` with a sentence when it cannot be one. `what`: such as `username`. */
export function checkedName(what: string, name: string): string {
  const problem = nameProblem(name);
  if (problem === undefined) return name;
  throw new Failure('invalid', `The ${what} ${problem}.`);
}
