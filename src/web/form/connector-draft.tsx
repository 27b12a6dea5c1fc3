import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Draft } from '../api/connectors.ts';
import type { FieldErrors } from '../parts/field-errors.ts';
import { at, type Path } from './draft.ts';

/** A connector that is typed, and what the service said about it. */
export interface ConnectorDraft {
  readonly draft: Draft;
  readonly errors: FieldErrors;
  readonly readOnly: boolean;
  readonly set: (path: Path, value: unknown) => void;
}

const Context = createContext<ConnectorDraft | undefined>(undefined);

export function ConnectorDraftProvider({ children, ...value }: ConnectorDraft & { readonly children: ReactNode }) {
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useConnectorDraft(): ConnectorDraft {
  const value = useContext(Context);
  if (value === undefined) throw new Error('There is no connector to type here.');
  return value;
}

/** One field: what stands there, how it is changed, what is wrong with it. */
export function useField(path: Path) {
  const { draft, errors, readOnly, set } = useConnectorDraft();
  const key = path.join('.');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the path.
  const fixed = useMemo(() => path, [key]);
  return {
    value: at(draft, fixed),
    error: errors.within(fixed),
    readOnly,
    change: (value: unknown) => set(fixed, value),
  };
}
