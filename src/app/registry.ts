import { Failure } from '../core/errors.ts';
import type { SourceType } from '../core/ports/source.ts';
import type { TargetType } from '../core/ports/target.ts';
import type { ConnectorTypes } from './config/types.ts';

/** The connector types that a program knows: those below, or a test's own. */
export interface TypeRegistry extends ConnectorTypes {
  allSourceTypes(): Promise<readonly SourceType[]>;
  allTargetTypes(): Promise<readonly TargetType[]>;
}

/**
 * Every connector type there is, one line each. They are loaded when they are needed, so a command that talks to one
 * source does not load the libraries of the others.
 */
const sources: { readonly [type: string]: () => Promise<SourceType> } = {
  ldap: async () => (await import('../sources/ldap/index.ts')).ldapSource,
  file: async () => (await import('../sources/file/index.ts')).fileSource,
};

const targets: { readonly [type: string]: () => Promise<TargetType> } = {
  directory: async () => (await import('../targets/directory/index.ts')).directoryTarget,
};

export async function sourceType(type: string): Promise<SourceType> {
  return load(sources, type, 'source');
}

export async function targetType(type: string): Promise<TargetType> {
  return load(targets, type, 'target');
}

export function allSourceTypes(): Promise<SourceType[]> {
  return Promise.all(Object.values(sources).map((open) => open()));
}

export function allTargetTypes(): Promise<TargetType[]> {
  return Promise.all(Object.values(targets).map((open) => open()));
}

async function load<T>(types: { readonly [type: string]: () => Promise<T> }, type: string, what: string): Promise<T> {
  const open = Object.hasOwn(types, type) ? types[type] : undefined;
  if (open !== undefined) return open();
  const known = Object.keys(types).join(', ');
  throw new Failure('configuration', `There is no ${what} type "${type}".`, { remedy: `There are: ${known}.` });
}
