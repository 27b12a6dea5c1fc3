import { type Described, describeError, restoreError } from './errors.ts';

/** The other end's port: a worker, or the parent of one. */
export interface Channel {
  postMessage(message: Message): void;
}

/** What is said between two threads: plain data, which is copied. */
export type Message =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly object: string;
      readonly method: string;
      readonly args: readonly unknown[];
    }
  | { readonly type: 'value'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: Described };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One end of a conversation between two threads. Each exposes objects under names and calls the other's, with plain data.
 * What gives pages gives them one by one: the next is made while the last is worked on.
 */
export class Peer {
  readonly #channel: Channel;
  readonly #exposed = new Map<string, object>();
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #lastName = 0;
  #broken: Error | undefined;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  /** Lets the other thread call the object's methods; gives the name under which it does. */
  expose(object: object, name = this.#newName()): string {
    this.#exposed.set(name, object);
    return name;
  }

  withdraw(name: string): void {
    this.#exposed.delete(name);
  }

  #newName(): string {
    this.#lastName += 1;
    return `object ${this.#lastName}`;
  }

  call(object: string, method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#channel.postMessage({ type: 'call', id, object, method, args });
    });
  }

  /** The pages that a method of the other end gives. */
  async *pages(object: string, method: string, args: readonly unknown[]): AsyncGenerator<unknown> {
    const name = (await this.call(object, method, args)) as string;
    const next = () => {
      const coming = this.call(name, 'next', []);
      // Whoever stops reading early does not want to hear of it.
      coming.catch(() => {});
      return coming;
    };
    let coming = next();
    try {
      for (;;) {
        const page = await coming;
        if (page === undefined) return;
        coming = next();
        yield page;
      }
    } finally {
      if (this.#broken === undefined) await this.call(name, 'end', []);
    }
  }

  async receive(message: Message): Promise<void> {
    if (message.type === 'call') return this.#answer(message);
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'error') waiting?.reject(restoreError(message.error));
    else waiting?.resolve(message.value);
  }

  /** Nothing will be answered any more. */
  break(error: Error): void {
    this.#broken ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#broken);
    this.#waiting.clear();
  }

  async #answer({ id, object, method, args }: Extract<Message, { type: 'call' }>): Promise<void> {
    try {
      const value = await this.#perform(object, method, args);
      this.#channel.postMessage({ type: 'value', id, value });
    } catch (error) {
      this.#channel.postMessage({ type: 'error', id, error: describeError(error) });
    }
  }

  async #perform(name: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const object = this.#exposed.get(name);
    const perform = (object as { readonly [method: string]: unknown } | undefined)?.[method];
    if (typeof perform !== 'function') throw new Error(`There is no ${name}.${method}.`);
    const value: unknown = await perform.apply(object, args);
    return isPages(value) ? this.#openPages(value[Symbol.asyncIterator]()) : value;
  }

  #openPages(iterator: AsyncIterator<unknown>): string {
    const name = this.expose({
      next: async () => {
        const { done, value } = await iterator.next();
        return done === true ? undefined : value;
      },
      end: async () => {
        this.withdraw(name);
        await iterator.return?.();
      },
    });
    return name;
  }
}

function isPages(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
