import { Document, isPair, isScalar, visit } from 'yaml';
import type { ConnectorConfig } from '../../../core/connector.ts';
import type { ConnectorTypes } from '../types.ts';
import { connectorForm, type Form } from './connector-form.ts';

/**
 * The connectors as a YAML file. Reading it back gives the same connectors. The text of a secret is never written: stars
 * stand in its place, and reading them is refused until somebody fills the secret in.
 */
export async function exportConnectors(configs: readonly ConnectorConfig[], types: ConnectorTypes): Promise<string> {
  const connectors: Form[] = [];
  for (const config of configs) connectors.push(await connectorForm(config, types));
  const document = new Document({ connectors }, { aliasDuplicateObjects: false });
  oneLinePerSetting(document);
  return document.toString({ lineWidth: 0 });
}

const sections: readonly unknown[] = ['source', 'target', 'provisioning', 'groups', 'sync', 'guards'];

/** Lists of words and maps of one word stand on the line of their field; a section never does. */
function oneLinePerSetting(document: Document): void {
  visit(document, {
    Seq(_key, list) {
      list.flow = list.items.every((item) => isScalar(item));
    },
    Map(_key, map, parents) {
      const parent = parents.at(-1);
      const section = isPair(parent) && isScalar(parent.key) && sections.includes(parent.key.value);
      const connector = parents.length <= 4;
      map.flow = !section && !connector && map.items.length === 1 && isScalar(map.items[0]?.value);
    },
  });
}
