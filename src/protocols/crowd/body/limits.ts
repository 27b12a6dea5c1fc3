import { Failure } from '../../../core/errors.ts';

const deepest = 32;
const mostElements = 10_000;
const mostAttributes = 64;
const longestText = 1024 * 1024;

/** In bytes; the markup of what is allowed fits in easily. */
export const largestBody = 2 * 1024 * 1024;

/** Counts what a body holds while it is read, and throws `invalid` as soon as it is more than a product has to say. */
export class BodyLimits {
  #elements = 0;
  #characters = 0;

  /** `depth`: 1 for the root. */
  element(name: string, depth: number): void {
    this.#elements += 1;
    if (this.#elements > mostElements) throw tooMuch(`more than ${mostElements} elements`);
    if (depth > deepest) throw tooMuch(`elements more than ${deepest} levels deep`);
    this.text(name);
  }

  /** `count`: of the attributes of one element so far. */
  attribute(name: string, value: string, count: number): void {
    if (count > mostAttributes) throw tooMuch(`an element with more than ${mostAttributes} attributes`);
    this.text(name);
    this.text(value);
  }

  text(text: string): void {
    this.#characters += text.length;
    if (this.#characters > longestText) throw tooMuch(`more than ${longestText} characters`);
  }
}

const tooMuch = (what: string): Failure => new Failure('invalid', `The body is refused: it has ${what}.`);
