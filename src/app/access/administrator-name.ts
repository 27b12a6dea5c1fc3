import { Failure } from '../../core/errors.ts';
import { nameProblem } from '../../core/names.ts';

const longest = 100;

/** A username for somebody who may log in, without blanks around it. Throws `invalid`. */
export function administratorName(given: string): string {
  const name = given.trim();
  const problem = nameProblem(name) ?? (name.length > longest ? `is longer than ${longest} characters` : undefined);
  if (problem === undefined) return name;
  throw new Failure('invalid', `The username ${problem}.`);
}
