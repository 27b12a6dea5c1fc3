import { hashOf, randomText } from '../access/random.ts';

/** The password of an application. It is shown once; `hash` is what is stored. */
export function applicationPassword(): { readonly password: string; readonly hash: string } {
  const password = randomText();
  return { password, hash: hashOf(password) };
}
