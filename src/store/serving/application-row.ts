import type { Selectable } from 'kysely';
import type { Application, ApplicationSettings, ApplicationWrite } from '../../core/ports/store/index.ts';
import type { Schema } from '../schema.ts';

export function columnsOf({ directories, aggregateMemberships, addresses, mayWrite }: ApplicationSettings) {
  return {
    directories: JSON.stringify(directories),
    aggregate: aggregateMemberships ? 1 : 0,
    addresses: JSON.stringify(addresses),
    may_write: JSON.stringify(mayWrite),
  };
}

export function toApplication(row: Selectable<Schema['application']>): Application {
  return {
    id: row.no,
    name: row.name,
    directories: JSON.parse(row.directories) as readonly string[],
    aggregateMemberships: row.aggregate === 1,
    addresses: JSON.parse(row.addresses) as readonly string[],
    mayWrite: JSON.parse(row.may_write) as readonly ApplicationWrite[],
    createdAt: row.created_at,
    passwordAt: row.password_at,
    lastSeenAt: row.last_seen_at,
    fetchedAt: row.fetched_at,
    requests: row.requests,
    agent: row.agent,
    tokenLife: row.token_life,
  };
}
