import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Draft } from '../../api/connectors.ts';
import { previewQuery } from '../../api/connectors.ts';

/** What the rules that are typed make of the last snapshot; asked when the typing rests. */
export function usePreview(id: string, draft: Draft, search: string) {
  const [settled] = useDebouncedValue(draft, 350);
  const [sought] = useDebouncedValue(search, 250);
  const query = useQuery(previewQuery(id, settled, sought));
  return { ...query, isBehind: query.isFetching || settled !== draft || sought !== search };
}
