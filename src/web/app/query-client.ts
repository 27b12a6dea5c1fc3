import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays one; a service that is restarted is back in a moment.
      retry: (count, error) => !(error instanceof Problem && error.status < 500) && count < 2,
      networkMode: 'always',
      staleTime: 2_000,
    },
    mutations: { networkMode: 'always' },
  },
});
