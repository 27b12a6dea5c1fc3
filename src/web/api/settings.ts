import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  About,
  AdministratorAnswer,
  AdministratorChange,
  AuditEntry,
  CreatedToken,
  NewAdministrator,
  NewToken,
  OidcSettings,
  Page,
  ServiceSettings,
  StoredSecret,
  TokenAnswer,
} from './answers.ts';
import { addressOf, at, request } from './request.ts';

interface Items<T> {
  readonly items: readonly T[];
}

export const administratorsQuery = queryOptions({
  queryKey: ['administrators'],
  queryFn: () => request<Items<AdministratorAnswer>>('GET', '/administrators'),
});

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: () => request<Items<TokenAnswer>>('GET', '/tokens'),
});

export const oidcQuery = queryOptions({
  queryKey: ['settings', 'oidc'],
  queryFn: () => request<OidcSettings>('GET', '/settings/oidc'),
});

export const serviceQuery = queryOptions({
  queryKey: ['settings', 'service'],
  queryFn: () => request<ServiceSettings>('GET', '/settings/service'),
});

export const secretsQuery = queryOptions({
  queryKey: ['settings', 'secrets'],
  queryFn: () => request<Items<StoredSecret>>('GET', '/settings/secrets'),
});

export const aboutQuery = queryOptions({ queryKey: ['about'], queryFn: () => request<About>('GET', '/about') });

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
}

export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => {
      return request<Page<AuditEntry>>('GET', '/audit', { query: { ...filter, limit: 100, after: pageParam }, signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

export function addAdministrator(body: NewAdministrator): Promise<AdministratorAnswer> {
  return request('POST', '/administrators', { body });
}

export function changeAdministrator(id: number, body: AdministratorChange): Promise<AdministratorAnswer> {
  return request('PATCH', at`/administrators/${id}`, { body });
}

export function removeAdministrator(id: number): Promise<void> {
  return request('DELETE', at`/administrators/${id}`);
}

export function createToken(body: NewToken): Promise<CreatedToken> {
  return request('POST', '/tokens', { body });
}

export function revokeToken(id: number): Promise<void> {
  return request('DELETE', at`/tokens/${id}`);
}

export function saveOidc(body: OidcSettings): Promise<OidcSettings> {
  return request('PUT', '/settings/oidc', { body });
}

export function saveService(body: ServiceSettings): Promise<ServiceSettings> {
  return request('PUT', '/settings/service', { body });
}

export const supportBundleAddress = addressOf('/support-bundle');
