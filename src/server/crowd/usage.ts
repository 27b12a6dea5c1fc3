import type { ApplicationStore } from '../../core/ports/store/index.ts';

const everyMs = 2_000;

interface Seen {
  requests: number;
  agent: string | null;
  at: number;
}

/** Counts the requests of applications; written down every few seconds, as products ask hundreds of times a second. */
export class Usage {
  readonly #applications: ApplicationStore;
  readonly #seen = new Map<number, Seen>();
  #timer: NodeJS.Timeout | undefined;

  constructor(applications: ApplicationStore) {
    this.#applications = applications;
  }

  note(application: number, agent: string | undefined, at: number): void {
    const seen = this.#seen.get(application) ?? { requests: 0, agent: null, at };
    seen.requests += 1;
    seen.agent = agent?.slice(0, 200) ?? null;
    seen.at = at;
    this.#seen.set(application, seen);
    this.#timer ??= setTimeout(() => void this.write(), everyMs).unref();
  }

  async write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counted = [...this.#seen];
    this.#seen.clear();
    for (const [application, calls] of counted) {
      // What is counted is not worth an answer that fails.
      await this.#applications.seen(application, calls).catch(() => {});
    }
  }
}
