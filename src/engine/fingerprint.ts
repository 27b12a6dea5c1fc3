import { hash } from 'node:crypto';

/** 128 bits of SHA-256 as text: equal content, equal fingerprint. */
export function fingerprint(content: string): string {
  return hash('sha256', content, 'base64url').slice(0, 22);
}
