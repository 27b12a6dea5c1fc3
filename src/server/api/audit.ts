import { auditEntry, auditQuery, pageOf, pageQuery } from '../../api/index.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { refuseField } from '../http/problem.ts';

/** It can be read; nothing here changes it. */
export function auditRoutes(app: ApiApp, { store }: ServiceContext): void {
  app.get(
    '/audit',
    {
      config: { needs: 'administer' },
      schema: {
        summary: 'Who did what, newest first',
        tags: ['audit'],
        querystring: auditQuery.extend(pageQuery.shape),
        response: { 200: pageOf(auditEntry) },
      },
    },
    async (request) => {
      const { after, limit, ...filter } = request.query;
      const found = await store.audit.list(filter, { before: numberOf(after), limit: limit + 1 });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items, next: found.length > limit && last !== undefined ? String(last.number) : null };
    },
  );
}

function numberOf(after: string | undefined): number {
  if (after === undefined) return Number.MAX_SAFE_INTEGER;
  if (/^\d{1,15}$/.test(after)) return Number(after);
  throw refuseField('after', 'is not what a page gave as "next".');
}
