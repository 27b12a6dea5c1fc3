import { compileMapping } from '../../core/mapping/compile.ts';
import type { StoredConnector } from '../../core/ports/store/index.ts';
import { type MappingPreview, previewMapping } from '../../engine/preview.ts';
import { loadMappingEngines } from '../../expressions/index.ts';
import { type ConnectorPlaces, checkDraft } from './save.ts';

/**
 * What a draft of a connector would make of everybody in the connector's snapshot. Throws a `ConfigurationFailure` with
 * every problem of the draft, and `cancelled`.
 */
export async function previewDraft(
  { store, types }: Pick<ConnectorPlaces, 'store' | 'types'>,
  stored: StoredConnector,
  form: unknown,
  search: string | undefined,
  signal: AbortSignal,
): Promise<MappingPreview> {
  const { source, provisioning, groups } = await checkDraft({ types }, form, stored);
  const { idAttribute } = await types.sourceType(source.type);
  const mapping = compileMapping(provisioning.mapping, await loadMappingEngines(provisioning.mapping));
  return previewMapping({ store, connector: stored.config.id, groups, mapping, idAttribute, search, signal });
}
