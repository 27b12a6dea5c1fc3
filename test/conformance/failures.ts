import { expect } from 'vitest';
import { Failure, type FailureKind } from '../../src/core/errors.ts';

/** The failure that the work ends in. Anything else that is thrown, or nothing at all, fails the test. */
export async function failureOf(work: () => Promise<unknown>): Promise<Failure> {
  let answer: unknown;
  try {
    answer = await work();
  } catch (error) {
    if (error instanceof Failure) {
      expect(error.message.trim(), 'a failure says what happened').not.toBe('');
      return error;
    }
    throw new Error(`Not a Failure: ${error instanceof Error ? error.stack : String(error)}`, { cause: error });
  }
  throw new Error(`No failure, but ${JSON.stringify(answer)?.slice(0, 500)}`);
}

export async function expectFailure(kind: FailureKind, work: () => Promise<unknown>): Promise<Failure> {
  const failure = await failureOf(work);
  expect(failure.kind, failure.message).toBe(kind);
  return failure;
}
