import type { ApplicationsAnswer } from '../../api/index.ts';
import type { Run, Store } from '../../core/ports/store/index.ts';

/** Among so many runs of a connector the last one that changed its directory is looked for. */
const lookedAt = 60;

type Fetched = ApplicationsAnswer['items'][number]['runs'];

/** For each application, by name: the last runs into its directories, and which of them it has fetched. */
export async function lastRunsFetched({ store }: { readonly store: Store }): Promise<ReadonlyMap<string, Fetched>> {
  const connectors = await store.connectors.list();
  const found = new Map<string, Fetched>();
  for (const { config } of connectors) {
    const last = (await store.runs.list(config.id, lookedAt)).find(changedItsDirectory);
    if (last?.finishedAt == null) continue;
    for (const { application, ...reached } of await store.applications.progress(last.id)) {
      const before = found.get(application) ?? [];
      found.set(application, [...before, { run: last.id, finishedAt: last.finishedAt, ...reached }]);
    }
  }
  return found;
}

function changedItsDirectory({ simulated, status }: Run): boolean {
  return !simulated && (status === 'succeeded' || status === 'partially-failed');
}
