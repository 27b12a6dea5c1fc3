import { Failure } from '../../core/errors.ts';
import type { Source } from '../../core/ports/source.ts';
import type { StoredConnector } from '../../core/ports/store/index.ts';

/** An opened source is used so long, and then opened anew: a secret of it may have been replaced. */
export const keepSourceMs = 60_000;

interface Opened {
  readonly version: number;
  readonly source: Promise<Source>;
  readonly timer: NodeJS.Timeout;
  users: number;
  /** Nobody begins to use it any more. */
  retired: boolean;
  closing: Promise<void> | undefined;
}

/** Sources of connectors that stay open between uses, one for each connector. */
export class OpenedSources {
  readonly #open: (connector: StoredConnector) => Promise<Source>;
  readonly #opened = new Map<string, Opened>();
  #closed = false;

  constructor(open: (connector: StoredConnector) => Promise<Source>) {
    this.#open = open;
  }

  /** After a failure the source is opened anew for the next one. Throws what `open` and the work throw. */
  async use<T>(connector: StoredConnector, work: (source: Source) => Promise<T>): Promise<T> {
    const opened = this.#openedFor(connector);
    opened.users += 1;
    try {
      return await work(await opened.source);
    } catch (error) {
      this.#retire(connector.config.id, opened);
      throw error;
    } finally {
      opened.users -= 1;
      await closeWhenUnused(opened);
    }
  }

  /** Closes them all; work that goes on fails. */
  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.#opened];
    for (const [id, opened] of all) this.#retire(id, opened);
    await Promise.all(all.map(([, opened]) => closeNow(opened)));
  }

  #openedFor(connector: StoredConnector): Opened {
    if (this.#closed) throw new Failure('cancelled', 'Passwords are not checked any more.');
    const { config, version } = connector;
    const known = this.#opened.get(config.id);
    if (known?.version === version) return known;
    if (known !== undefined) this.#retire(config.id, known);
    const timer = setTimeout(() => this.#retire(config.id, opened), keepSourceMs).unref();
    const opened: Opened = {
      version,
      source: this.#open(connector),
      timer,
      users: 0,
      retired: false,
      closing: undefined,
    };
    this.#opened.set(config.id, opened);
    return opened;
  }

  #retire(id: string, opened: Opened): void {
    clearTimeout(opened.timer);
    opened.retired = true;
    if (this.#opened.get(id) === opened) this.#opened.delete(id);
    void closeWhenUnused(opened);
  }
}

async function closeWhenUnused(opened: Opened): Promise<void> {
  if (opened.retired && opened.users === 0) await closeNow(opened);
}

/** Once. What could not be opened has nothing to close. */
function closeNow(opened: Opened): Promise<void> {
  opened.closing ??= opened.source.then(
    (source) => source.close(),
    () => {},
  );
  return opened.closing;
}
