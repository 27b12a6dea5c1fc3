import { hash, verify } from '@node-rs/argon2';
import { Failure } from '../../core/errors.ts';

/** argon2id with what OWASP advises; the hash says with what it was made, so this can be raised later. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** A new password has at least so many characters. */
export const shortestPassword = 12;

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** The hash of a password that somebody chose. Throws `invalid` when it is too short. */
export async function hashNewPassword(password: string): Promise<string> {
  if (password.length >= shortestPassword) return hashPassword(password);
  throw new Failure('invalid', `The password is too short; at least ${shortestPassword} characters are needed.`);
}

let nobodys: Promise<string> | undefined;

/** Takes as long for somebody who has no password, so that nobody learns from it who is there. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  nobodys ??= hashPassword('the password of nobody');
  const right = await verify(passwordHash ?? (await nobodys), password);
  return right && passwordHash !== null;
}
