import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key that seals secrets: AES-256, so 32 bytes. */
export interface SecretKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Where a sealed text belongs, as `table:id:field`. Moved to another place, it cannot be opened. */
export type SealedPlace = string;

const algorithm = 'aes-256-gcm';
const version = 'v1';
const ivLength = 12;

/** `v1.KEY.IV.TAG.TEXT`, the last three in base64url. */
export function seal(key: SecretKey, place: SealedPlace, text: string): string {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv(algorithm, key.bytes, iv).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [version, key.id, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** The id of the key that opens it; undefined when it is nothing that was sealed. */
export function keyIdOf(sealed: string): string | undefined {
  const [version_, keyId] = sealed.split('.');
  return version_ === version ? keyId : undefined;
}

/** Undefined when it was sealed with another key or for another place, or has been changed. */
export function unseal(key: SecretKey, place: SealedPlace, sealed: string): string | undefined {
  const [, , ...parts] = sealed.split('.');
  const [iv, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (iv?.length !== ivLength || tag?.length !== 16 || text === undefined) return undefined;
  const decipher = createDecipheriv(algorithm, key.bytes, iv, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(place)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
