import type { SignOnFactor } from '../../../core/ports/store/sign-ons.ts';
import { type BodyElement, childOf, childrenOf, expectRoot, textOf, wordOf } from './element.ts';

/** Somebody who wants to log in, and what must be the same whenever their session is used. */
export interface AuthenticationContext {
  readonly username: string;
  /** Undefined where it is not to be checked. */
  readonly password: string | undefined;
  readonly validationFactors: readonly SignOnFactor[];
}

/** Throws `invalid`. */
export function readAuthenticationContext(body: BodyElement): AuthenticationContext {
  expectRoot(body, 'authentication-context');
  const factors = childOf(body, 'validation-factors');
  return {
    username: wordOf(body, 'username'),
    password: textOf(body, 'password'),
    validationFactors: factors === undefined ? [] : factorsOf(factors),
  };
}

/** Throws `invalid`. */
export function readValidationFactors(body: BodyElement): readonly SignOnFactor[] {
  expectRoot(body, 'validation-factors');
  return factorsOf(body);
}

function factorsOf(list: BodyElement): readonly SignOnFactor[] {
  const factors = childrenOf(list, 'validation-factor', 'validationFactors', 'validationFactor');
  return factors.map((factor) => ({ name: wordOf(factor, 'name'), value: textOf(factor, 'value') ?? '' }));
}
