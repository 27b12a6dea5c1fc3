import type { ConnectorConfig } from '../../core/connector.ts';
import { hiddenSecret } from '../config/index.ts';

type Fields = { readonly [name: string]: unknown };

/** The form with what is stored in the places of secrets that were shown as stars and left so. */
export function keepHiddenSecrets(form: unknown, stored: ConnectorConfig): unknown {
  if (!isFields(form)) return form;
  return { ...form, ...kept(form, 'source', stored), ...kept(form, 'target', stored) };
}

function kept(form: Fields, end: 'source' | 'target', stored: ConnectorConfig): Fields {
  const value = form[end];
  const { type, options } = stored[end];
  // Another type means something else by an option of the same name.
  if (!isFields(value) || value.type !== type) return {};
  const filled = Object.entries(value).map(([name, option]) => [
    name,
    option === hiddenSecret && Object.hasOwn(options, name) ? options[name] : option,
  ]);
  return { [end]: Object.fromEntries(filled) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
