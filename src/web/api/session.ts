import { queryOptions } from '@tanstack/react-query';
import type { LogInOptions, OpenSession, SessionAnswer } from './answers.ts';
import { Problem } from './problem.ts';
import { at, rememberCsrf, request } from './request.ts';

/** Who is logged in; null for a stranger. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<SessionAnswer | null> => {
    try {
      return remembered(await request<SessionAnswer>('GET', '/session'));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export const logInOptionsQuery = queryOptions({
  queryKey: ['session', 'options'],
  queryFn: () => request<LogInOptions>('GET', '/session/options'),
});

export const openSessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => request<{ items: readonly OpenSession[] }>('GET', '/sessions'),
});

export async function logIn(username: string, password: string): Promise<SessionAnswer> {
  return remembered(await request<SessionAnswer>('POST', '/session', { body: { username, password } }));
}

export async function setUp(body: { token: string; username: string; fullName: string; password: string }) {
  return remembered(await request<SessionAnswer>('POST', '/setup', { body }));
}

export function logOut(): Promise<void> {
  return request('DELETE', '/session');
}

export function changePassword(current: string, password: string): Promise<void> {
  return request('POST', '/session/password', { body: { current, password } });
}

export function endSession(id: string): Promise<void> {
  return request('DELETE', at`/sessions/${id}`);
}

function remembered(session: SessionAnswer): SessionAnswer {
  rememberCsrf(session.csrf);
  return session;
}
