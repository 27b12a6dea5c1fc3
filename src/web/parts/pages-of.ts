import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Page } from '../api/answers.ts';

/** The rows of all pages that have come, and how to get more. */
export function useRowsOf<T>(query: UseInfiniteQueryResult<{ pages: readonly Page<T>[] }>) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  return { rows, hasMore: hasNextPage, more };
}
