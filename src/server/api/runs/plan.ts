import type { z } from 'zod';
import { pageOf, pageQuery, planItem, planQuery } from '../../../api/index.ts';
import { requireConnector } from '../../../app/run-connector.ts';
import { changesBetween } from '../../../core/planning/accounts.ts';
import type { PlanItem } from '../../../core/planning/plan.ts';
import type { ServiceContext } from '../../context.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { refuseField } from '../../http/problem.ts';
import { ofRun, requireRun, tags } from './params.ts';

export function planRoutes(app: ApiApp, { store, types }: ServiceContext): void {
  app.get(
    '/runs/:id/plan',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'What a run would change or changed, in order',
        tags,
        params: ofRun,
        querystring: planQuery.extend(pageQuery.shape),
        response: { 200: pageOf(planItem) },
      },
    },
    async (request) => {
      const { after, limit, action } = request.query;
      const { connector, number } = await requireRun(store, request.params.id);
      const { source } = (await requireConnector(store, connector)).config;
      const { idAttribute } = await types.sourceType(source.type);
      const found = await store.plans.items(connector, number, seqOf(after), limit + 1, action ?? null);
      const items = found.slice(0, limit);
      const next = found.length > limit ? String(items.at(-1)?.seq) : null;
      return { items: items.map((item) => answer(item, idAttribute)), next };
    },
  );
}

function seqOf(after: string | undefined): number {
  if (after === undefined) return -1;
  if (/^\d{1,15}$/.test(after)) return Number(after);
  throw refuseField('after', 'is not what a page gave as "next".');
}

function answer(item: PlanItem, idAttribute: string): z.infer<typeof planItem> {
  const { seq, action, state, status, account, group, before, after, reason, message } = item;
  return {
    seq,
    action,
    state,
    status,
    account,
    group,
    username: after?.username ?? before?.username ?? null,
    changes: after === null ? [] : [...changesBetween(before, after, idAttribute)],
    addGroups: [...item.addGroups],
    removeGroups: [...item.removeGroups],
    reason,
    message,
  };
}
