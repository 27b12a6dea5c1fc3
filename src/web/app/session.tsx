import { useQuery } from '@tanstack/react-query';
import type { Role } from '../api/answers.ts';
import { sessionQuery } from '../api/session.ts';

const ranks: { readonly [role in Role]: number } = { viewer: 0, operator: 1, administrator: 2 };

/** Whether whoever is logged in may do what takes this role. The service decides; the page only does not offer it. */
export function useMay(role: Role): boolean {
  const { data } = useQuery(sessionQuery);
  return data !== undefined && data !== null && ranks[data.role] >= ranks[role];
}
