import { createHmac, randomBytes } from 'node:crypto';

/**
 * Passwords that were right a short time ago. Products ask for the same ones again and again, and a hash is slow on
 * purpose. Only digests are kept, under a key that no other process knows and that ends with this one.
 */
export class RememberedPasswords {
  readonly #most: number;
  readonly #clock: () => number;
  readonly #key = randomBytes(32);
  /** Until when each is remembered, oldest first. */
  readonly #until = new Map<string, number>();

  constructor(most: number, clock: () => number) {
    this.#most = most;
    this.#clock = clock;
  }

  /** Stands for the password. Another basis gives another digest, so what it was right for cannot change unseen. */
  digest(basis: string, password: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([basis, password]))
      .digest('base64url');
  }

  has(digest: string): boolean {
    const until = this.#until.get(digest);
    if (until === undefined) return false;
    if (until > this.#clock()) return true;
    this.#until.delete(digest);
    return false;
  }

  add(digest: string, forMs: number): void {
    this.#until.delete(digest);
    this.#until.set(digest, this.#clock() + forMs);
    for (const [oldest] of this.#until) {
      if (this.#until.size <= this.#most) return;
      this.#until.delete(oldest);
    }
  }

  forgetAll(): void {
    this.#until.clear();
  }
}
