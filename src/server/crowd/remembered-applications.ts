import { nameKey } from '../../core/names.ts';
import type { ApplicationStore } from '../../core/ports/store/index.ts';

/** So long another process's change of an application may go unnoticed; one of this process never does. */
const rememberedMs = 1_000;

type Found = NonNullable<Awaited<ReturnType<ApplicationStore['find']>>>;

/** Products send their name with each of hundreds of requests a second: who that is need not be looked up for each. */
export function rememberApplications(store: ApplicationStore, clock: () => number): ApplicationStore {
  const known = new Map<string, { readonly found: Found; readonly until: number }>();
  const forgetting = <A extends readonly unknown[], T>(change: (...args: A) => Promise<T>) => {
    return (...args: A): Promise<T> => change(...args).finally(() => known.clear());
  };
  return {
    ...store,
    find: async (name) => {
      const key = nameKey(name);
      const remembered = known.get(key);
      if (remembered !== undefined && remembered.until > clock()) return remembered.found;
      const found = await store.find(name);
      if (found === undefined) known.delete(key);
      else known.set(key, { found, until: clock() + rememberedMs });
      return found;
    },
    change: forgetting(store.change),
    rotate: forgetting(store.rotate),
    expireTokens: forgetting(store.expireTokens),
    remove: forgetting(store.remove),
  };
}
