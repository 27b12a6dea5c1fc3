import type { ResultQuery, Run, Store } from '../../core/ports/store/index.ts';
import type { ResultStatus } from '../../core/runs.ts';
import { type ResultDocument, resultDocument } from '../../engine/results.ts';
import { sourceType } from '../registry.ts';

/** The words for filters on the screen and the command line, with the statuses that they stand for. */
export const statusFilters: { readonly [word: string]: readonly ResultStatus[] | undefined } = {
  all: undefined,
  failed: ['FAILED', 'SKIPPED'],
  added: ['ADDED'],
  updated: ['UPDATED'],
  enabled: ['ENABLED'],
  disabled: ['DISABLED'],
  deleted: ['DELETED'],
  filtered: ['FILTERED'],
  'not-modified': ['NOT_MODIFIED'],
};

export const resultColumns: readonly (keyof ResultDocument)[] = [
  'status',
  'message',
  'ATTR_ID',
  'ATTR_NAME',
  'account',
  'situation',
  'reason',
  'inputUser',
  'outputUser',
  'existingUser',
  'changes',
  'groupsAdded',
  'groupsRemoved',
  'conflict',
];

/** The results of a run in pages, as they are downloaded. */
export async function* resultDocuments(
  store: Store,
  run: Run,
  query: ResultQuery,
): AsyncGenerator<readonly ResultDocument[]> {
  const connector = await store.connectors.get(run.connector);
  const { idAttribute } = await sourceType(connector?.config.source.type ?? '');
  for await (const page of store.results.list(run.connector, run.number, run.coversAll, query)) {
    yield page.map((result) => resultDocument(result, idAttribute));
  }
}
