import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.tsx';

interface LoadedProps<T> {
  readonly query: {
    readonly data: T | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  /** What could not be read: `The runs could not be read.` */
  readonly failed: string;
  /** The shape of what comes. */
  readonly shape?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** Data that is read from the service: its shape while it comes, what happened where it does not. */
export function Loaded<T>({ query, failed, shape = <Lines />, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) {
    return <ProblemAlert error={query.error} title={failed} onRetry={() => void query.refetch()} />;
  }
  return (
    <div role="status" aria-label="Loading">
      {shape}
    </div>
  );
}

export function Lines({ count = 6, height = 20 }: { readonly count?: number; readonly height?: number }) {
  return (
    <Stack gap={14}>
      {Array.from({ length: count }, (_, line) => line).map((line) => (
        <Skeleton key={line} height={height} width={line % 3 === 2 ? '70%' : '100%'} />
      ))}
    </Stack>
  );
}
