import { sql } from 'kysely';
import type { Planning, PlanningRules, PlanStore } from '../../core/ports/store/index.ts';
import { connectorNumber } from '../connectors.ts';
import { type Database, type Db, inNumbers, rows } from '../database.ts';
import { directoryNumber } from '../directories/numbers.ts';
import { tellStatistics } from '../postgres/statistics.ts';
import { appendItems, type ItemRow, pendingItems, toItem } from './items.ts';
import {
  fillGroupChanges,
  fillGroupsAbove,
  fillTargetGroups,
  markOutside,
  planGroups,
  unknownRequired,
} from './memberships.ts';
import { nestingsInQuestion, nestingView, peopleIn } from './nestings.ts';
import { clearTemporaryTables, fillScope, openTemporaryTables, type PlanningContext } from './scope.ts';
import { absentPeople, nameContests, presentPeople } from './views.ts';

export function planStore(database: Database): PlanStore {
  const { db, dialect } = database;
  return {
    plan: (rules, work) => db.connection().execute((pinned) => plan({ dialect, db: pinned }, rules, work)),
    append: async (connector, run, items, open) =>
      appendItems(database, await connectorNumber(db, connector), run, items, open),
    pending: async (connector, run, seq, limit) =>
      pendingItems(db, await connectorNumber(db, connector), run, seq, limit),
    items: async (connector, run, seq, limit, action) => {
      const which = sql`i.connector = ${await connectorNumber(db, connector)} and i.run = ${run} and i.seq > ${seq}
        and ${action === null ? sql`1 = 1` : sql`i.action = ${action}`}`;
      const found = await rows(db, sql<ItemRow>`select i.* from item i where ${which} order by i.seq limit ${limit}`);
      return found.map(toItem);
    },
    countPending: async (connector, run) => {
      const no = await connectorNumber(db, connector);
      const [count] = await rows(
        db,
        sql<{ n: number }>`select count(*) as n from item
          where connector = ${no} and run = ${run} and state = 'pending'`,
      );
      const pending = Number(count?.n ?? 0);
      // They are about to be read page by page.
      await tellStatistics(database, pending, ['plan_item', 'journal', 'account']);
      return pending;
    },
    settle: async (connector, run, subjects) => {
      const no = await connectorNumber(db, connector);
      const which = subjects === 'all' ? sql`1 = 1` : sql`subject ${inNumbers(dialect, subjects)}`;
      await sql`update plan_item set open = 0 where connector = ${no} and open = 1 and +run < ${run} and ${which}`.execute(
        db,
      );
    },
    abandon: async (connector, run) => {
      const no = await connectorNumber(db, connector);
      await sql`insert into journal (connector, run, seq, state, message)
        select connector, run, seq, 'abandoned', 'The run ended before this was done.' from item
        where connector = ${no} and run = ${run} and state = 'pending'`.execute(db);
    },
    markGone: (connector, directory, since, now) => markGone(db, connector, directory, since, now),
  };
}

async function plan<T>(database: Database, rules: PlanningRules, work: (planning: Planning) => Promise<T>): Promise<T> {
  const { db } = database;
  const c = await connectorNumber(db, rules.connector);
  const context: PlanningContext = { ...database, rules, c, d: await directoryNumber(db, rules.directory) };
  await openTemporaryTables(database);
  try {
    const touched = await fillScope(context);
    await tellStatistics(database, touched, ['scope', 'subject', 'version', 'edge', 'account', 'membership']);
    const nested = await nestingsInQuestion(context);
    if (touched > 0 || nested) {
      await fillTargetGroups(context);
      await fillGroupsAbove(context);
      await tellStatistics(database, touched, ['target_group', 'group_up']);
    }
    if (touched > 0) {
      await markOutside(context);
      await fillGroupChanges(context);
      await tellStatistics(database, touched, ['inside', 'wanted', 'group_change']);
    }
    return await work({
      touched,
      unknownRequired: await unknownRequired(context),
      groups: () => planGroups(context),
      nestings: async () => (nested ? nestingView(context) : undefined),
      peopleIn: (groups) => peopleIn(context, groups),
      contests: () => nameContests(context),
      present: (limit) => presentPeople(context, limit),
      absent: (limit) => absentPeople(context, limit),
      contestedElsewhere: () => contestedElsewhere(db, c),
    });
  } finally {
    await clearTemporaryTables(database);
  }
}

async function contestedElsewhere(db: Db, c: number): Promise<number[]> {
  const found = await rows(
    db,
    sql<{ account: number }>`select account from plan_item
      where open = 1 and connector <> ${c} and conflict is not null and account is not null`,
  );
  return found.map(({ account }) => account);
}

async function markGone(db: Db, connector: string, directory: string, since: number, now: number): Promise<void> {
  const c = await connectorNumber(db, connector);
  const d = await directoryNumber(db, directory);
  const current = sql`select 1 from subject s join version v on v.subject = s.no and v.until_run is null
    where s.source_id = account.source_id and s.connector = ${c} and s.kind = 'user'`;
  await sql`update account set gone_since = null
    where connector = ${c} and directory = ${d} and gone_since is not null and exists (${current})`.execute(db);
  await sql`update account set gone_since = ${now}
    where directory = ${d} and connector = ${c} and gone_since is null and source_id in (
      select s.source_id from version v join subject s on s.no = v.subject
      where v.connector = ${c} and v.kind = 'user' and v.until_run > ${since})
    and not exists (${current})`.execute(db);
}
