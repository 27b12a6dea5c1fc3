import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ConnectorAnswer } from '../../api/answers.ts';
import { connectorQuery, type Draft, saveConnector } from '../../api/connectors.ts';
import { Problem } from '../../api/problem.ts';
import { at as address, request } from '../../api/request.ts';
import { type Difference, differences, onTopOf } from '../../form/differences.ts';
import { type Path, put } from '../../form/draft.ts';
import { errorsOf } from '../../parts/field-errors.ts';

/** What is typed, on which version, and how it is saved. */
export interface EditedConnector {
  readonly draft: Draft;
  readonly saved: Draft;
  readonly changes: readonly Difference[];
  readonly errors: ReturnType<typeof errorsOf>;
  readonly error: Error | null;
  readonly isSaving: boolean;
  /** What somebody else has saved in the meantime; undefined where nobody has. */
  readonly theirs: ConnectorAnswer | undefined;
  readonly set: (path: Path, value: unknown) => void;
  readonly discard: () => void;
  /** True when it was saved. */
  readonly save: () => Promise<boolean>;
  readonly takeTheirs: () => void;
  readonly keepMine: () => Promise<boolean>;
}

export function useEditedConnector(id: string, answer: ConnectorAnswer): EditedConnector {
  const client = useQueryClient();
  const [base, setBase] = useState(answer);
  const [draft, setDraft] = useState<Draft>(draftOf(answer));
  const [theirs, setTheirs] = useState<ConnectorAnswer>();
  const saved = draftOf(base);
  const changes = useMemo(() => differences(base.connector, draft), [base, draft]);
  const start = (from: ConnectorAnswer, typed = draftOf(from)) => {
    setBase(from);
    setDraft(typed);
    setTheirs(undefined);
  };
  const saving = useMutation({
    mutationFn: ({ typed, version }: { typed: Draft; version: number }) => saveConnector(id, typed, version),
    onSuccess: (after) => {
      client.setQueryData(connectorQuery(id).queryKey, after);
      void client.invalidateQueries({ queryKey: ['connectors'] });
      start(after);
    },
    onError: async (error) => {
      if (!(error instanceof Problem) || error.status !== 412) return;
      setTheirs(await request<ConnectorAnswer>('GET', address`/connectors/${id}`));
    },
  });
  const send = async (typed: Draft, version: number) => {
    return saving.mutateAsync({ typed, version }).then(
      () => true,
      () => false,
    );
  };
  const stale = saving.error instanceof Problem && saving.error.status === 412;
  return {
    draft,
    saved,
    changes,
    errors: errorsOf(saving.error),
    error: stale ? null : saving.error,
    isSaving: saving.isPending,
    theirs,
    set: (path, value) => setDraft((before) => put(before, path, value)),
    discard: () => {
      saving.reset();
      setDraft(saved);
    },
    save: () => send(draft, base.version),
    takeTheirs: () => {
      saving.reset();
      if (theirs === undefined) return;
      client.setQueryData(connectorQuery(id).queryKey, theirs);
      start(theirs);
    },
    keepMine: async () => {
      if (theirs === undefined) return false;
      const merged = onTopOf(draftOf(theirs), base.connector, draft);
      start(theirs, merged);
      return send(merged, theirs.version);
    },
  };
}

function draftOf({ connector }: ConnectorAnswer): Draft {
  return { ...connector };
}
