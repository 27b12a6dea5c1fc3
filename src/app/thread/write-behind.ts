import type { Store } from '../../core/ports/store/index.ts';

/**
 * A store that reads here and lets another one, which is in a thread of its own, do the writing of whole pages: what is read
 * next is read and decided meanwhile. That thread is started by the first write of `large` rows; a run that finds little to
 * do needs none. Writes take effect in the order in which they were made.
 */
export function writeBehind(store: Store, openWriter: () => Promise<Store>, large: number): Store {
  let writer: Promise<Store> | undefined;
  let writtenHere: Promise<unknown> = Promise.resolve();
  const write = async <T>(rows: number, work: (where: Store) => Promise<T>): Promise<T> => {
    if (writer === undefined && rows < large) {
      const writing = work(store);
      writtenHere = Promise.allSettled([writtenHere, writing]);
      return writing;
    }
    writer ??= writtenHere.then(openWriter);
    return work(await writer);
  };
  return {
    ...store,
    snapshots: {
      ...store.snapshots,
      write: (connector, run, entries) =>
        write(entries.length, ({ snapshots }) => snapshots.write(connector, run, entries)),
      writeEdges: (connector, run, changes) => {
        const members = changes.reduce((count, { add, remove }) => count + add.length + remove.length, 0);
        return write(members, ({ snapshots }) => snapshots.writeEdges(connector, run, changes));
      },
    },
    plans: {
      ...store.plans,
      append: (connector, run, items, open) =>
        write(items.length, ({ plans }) => plans.append(connector, run, items, open)),
    },
    // Short as they are, here they would wait for the writer.
    leases: {
      ...store.leases,
      renew: (name, fence, expiresAt) => write(0, ({ leases }) => leases.renew(name, fence, expiresAt)),
    },
    runs: {
      ...store.runs,
      note: (id, progress) => write(0, ({ runs }) => runs.note(id, progress)),
    },
    directories: {
      ...store.directories,
      apply: (directory, changes, context, options) =>
        write(changes.length, ({ directories }) => directories.apply(directory, changes, context, options)),
    },
    close: async () => {
      const opened = await writer?.catch(() => undefined);
      await opened?.close();
      await store.close();
    },
  };
}
