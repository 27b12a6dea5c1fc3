import { createHash, randomBytes } from 'node:crypto';

/** The password of an application: 256 bits that nobody can guess. It is shown once; `hash` is what is stored. */
export function applicationPassword(): { readonly password: string; readonly hash: string } {
  const password = randomBytes(32).toString('base64url');
  return { password, hash: hashOfPassword(password) };
}

/** SHA-256, hexadecimal. A generated password needs no salt and no slowness. */
export function hashOfPassword(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
