import { describe, inject } from 'vitest';
import { isEveryday } from '../harness/everyday.ts';
import { createDatabase } from '../harness/postgres.ts';
import { TestService } from './service.ts';

const postgres = inject('postgres');

/** The service on each engine; every day on SQLite. */
export function onEngines(define: (start: () => Promise<TestService>) => void): void {
  describe('on SQLite', () => define(() => TestService.start()));
  if (isEveryday) return;
  describe.skipIf('missing' in postgres)('on PostgreSQL', () => define(startOnPostgres));
}

async function startOnPostgres(): Promise<TestService> {
  if ('missing' in postgres) throw new Error(postgres.missing);
  const { url, drop } = await createDatabase(postgres.url);
  const service = await TestService.start({ engine: 'postgres' }, url);
  const close = service.close.bind(service);
  service.close = () => close().finally(drop);
  return service;
}
