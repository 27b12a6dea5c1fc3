import type { ConnectorTypes, Option } from '../../api/answers.ts';
import type { Draft } from '../../api/connectors.ts';
import { at, isObject, put } from '../../form/draft.ts';

const place = 'user-sync.new-connector';

/** A new connector of this type, with what its target needs. */
export function newDraft(type: string, types: ConnectorTypes): Draft {
  const [target] = types.targets;
  const needed = (target?.options ?? []).filter(({ required, example }) => required === true && example !== undefined);
  const options = Object.fromEntries(needed.map(({ name, example }) => [name, example]));
  return {
    id: '',
    name: '',
    source: { type },
    target: { type: target?.type ?? 'directory', directory: 'main', ...options },
  };
}

/** What was typed before the page was left or reloaded, for the same type. */
export function rememberedDraft(type: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    return isObject(draft) && at(draft, ['source', 'type']) === type ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** Everything but typed secrets, which are written down nowhere but in the service. */
export function rememberDraft(draft: Draft, options: readonly Option[]): void {
  const secrets = options.filter(({ type }) => type === 'secret').map(({ name }) => ['source', name]);
  const open = secrets.reduce(
    (kept, path) => (typeof at(kept, path) === 'string' ? put(kept, path, undefined) : kept),
    draft,
  );
  try {
    sessionStorage.setItem(place, JSON.stringify(open));
  } catch {
    // Without storage the form works all the same.
  }
}

export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(place);
  } catch {
    // There was no storage to begin with.
  }
}

/** `Acme people` → `acme-people` */
export function idFrom(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
}
