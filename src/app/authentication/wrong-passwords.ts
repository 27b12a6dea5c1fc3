import { Attempts } from '../access/attempts.ts';
import type { CheckVerdict } from './verdict.ts';

/** Wrong passwords for one person. */
export const perPerson = { most: 10, withinMs: 5 * 60_000 };
/** Wrong passwords from one address: a product asks for all its people from one. */
export const perAddress = { most: 1_000, withinMs: 5 * 60_000 };

/** Verdicts of a guess that failed. Where nobody could tell, nothing was guessed. */
const failed: ReadonlySet<CheckVerdict['verdict']> = new Set(['wrong', 'expired', 'inactive']);

/** For whom, and from where, a password is checked. */
export interface Attempt {
  readonly person: string;
  readonly address: string;
  /** The password was right a short time ago. */
  readonly known: boolean;
}

/** Counts wrong passwords, and refuses further ones where there were too many. */
export class WrongPasswords {
  readonly #people: Attempts;
  readonly #addresses: Attempts;

  constructor(clock: () => number) {
    this.#people = new Attempts(perPerson, clock);
    this.#addresses = new Attempts(perAddress, clock);
  }

  /**
   * Asks unless there were too many. A password that is known needs nobody to be asked, so it passes although somebody
   * else at the same product guesses; for the person themselves nothing passes.
   */
  async count({ person, address, known }: Attempt, ask: () => Promise<CheckVerdict>): Promise<CheckVerdict> {
    const ofPerson = this.#people.begin(person);
    if (ofPerson !== undefined) return tooMany(ofPerson);
    if (known) {
      this.#people.takeBack(person);
      return { verdict: 'right' };
    }
    const fromAddress = this.#addresses.begin(address);
    let counts = false;
    try {
      if (fromAddress !== undefined) return tooMany(fromAddress);
      const verdict = await ask();
      counts = failed.has(verdict.verdict);
      return verdict;
    } finally {
      if (!counts) this.#people.takeBack(person);
      if (!counts && fromAddress === undefined) this.#addresses.takeBack(address);
    }
  }
}

function tooMany(retryAfterMs: number): CheckVerdict {
  return { verdict: 'too-many-attempts', retryAfterMs };
}
