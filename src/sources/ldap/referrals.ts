import type { SourceEvent } from '../../core/ports/source.ts';

/** Parts of a listing that other servers hold. They are not followed, but said. */
export class Referrals {
  readonly #urls = new Set<string>();

  add(urls: readonly string[]): void {
    for (const url of urls) this.#urls.add(url);
  }

  *notices(): Generator<SourceEvent> {
    const [example] = this.#urls;
    if (example === undefined) return;
    const count = this.#urls.size === 1 ? '1 referral' : `${this.#urls.size} referrals`;
    yield { type: 'notice', message: `${count} to other servers, such as ${example}, not followed.` };
  }
}
