import { queryOptions } from '@tanstack/react-query';
import { testConnector } from '../../api/connectors.ts';

/** The last test of a stored connector; it is made when it is asked for, never by itself. */
export function connectionTestQuery(id: string) {
  return queryOptions({
    queryKey: ['connectors', id, 'test'],
    queryFn: () => testConnector(id),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
