import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A text that nobody can guess: 256 bits. */
export function randomText(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of such a text. It needs no salt and no slowness: there is nothing to guess. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Whether two texts are equal, in a time that tells nothing about where they differ. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)));
}
