import { type Selectable, sql } from 'kysely';
import type { AccountState } from '../../core/people.ts';
import type { ConflictEvidence, PlanItem } from '../../core/planning/plan.ts';
import type { PlannedChange } from '../../core/ports/target.ts';
import { type Columns, type Database, type Db, insertMany, rows, type SqlValue } from '../database.ts';
import type { Schema } from '../schema.ts';

const columns: Columns = [
  ['seq', 'int'],
  ['subject', 'int'],
  ['account', 'int'],
  ['action', 'text'],
  ['state', 'text'],
  ['status', 'text'],
  ['situation', 'text'],
  ['before', 'text'],
  ['after', 'text'],
  ['link', 'text'],
  ['settles', 'text'],
  ['groups', 'text'],
  ['groups_added', 'int'],
  ['groups_removed', 'int'],
  ['cleans_up', 'int'],
  ['relinks', 'int'],
  ['renames', 'int'],
  ['reason', 'text'],
  ['message', 'text'],
  ['conflict', 'text'],
  ['open', 'int'],
];

export type ItemRow = Selectable<Schema['item']>;

export function appendItems(
  database: Database,
  connector: number,
  run: number,
  items: readonly PlanItem[],
  open: boolean,
): Promise<void> {
  return insertMany(
    database,
    'plan_item',
    columns,
    items.map((item) => toRow(item, open)),
    { constants: { connector, run } },
  );
}

function toRow(item: PlanItem, open: boolean): SqlValue[] {
  return [
    item.seq,
    item.subject,
    item.account,
    item.action,
    item.state,
    item.status,
    item.situation,
    json(item.before),
    json(item.after),
    item.link,
    item.settles,
    groupsText(item),
    item.addGroups.length,
    item.removeGroups.length,
    item.cleansUp ? 1 : 0,
    item.relinks ? 1 : 0,
    renames(item) ? 1 : 0,
    item.reason,
    item.message,
    json(item.conflict),
    open && item.status === 'FAILED' ? 1 : 0,
  ];
}

/** A group's name, or what it or an account is put into and taken out of, with its name where it is a group. */
type Groups = string | readonly [add: string[], remove: string[], group?: string];

function groupsText({ addGroups, removeGroups, group }: PlanItem): string | null {
  if (addGroups.length + removeGroups.length === 0) return json(group);
  return JSON.stringify(group === null ? [addGroups, removeGroups] : [addGroups, removeGroups, group]);
}

/** Steps aside in a swap are no renames; they have no status. */
function renames({ action, status, before, after }: PlanItem): boolean {
  return action === 'update' && status !== null && before?.username !== after?.username;
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

export function toItem(row: ItemRow): PlanItem {
  const groups = row.groups === null ? null : (JSON.parse(row.groups) as Groups);
  const [addGroups, removeGroups, group = null] =
    typeof groups === 'object' && groups !== null ? groups : [[], [], groups];
  return {
    seq: row.seq,
    action: row.action as PlanItem['action'],
    state: row.state as PlanItem['state'],
    status: row.status as PlanItem['status'],
    subject: row.subject,
    situation: row.situation as PlanItem['situation'],
    account: row.account,
    before: row.before === null ? null : (JSON.parse(row.before) as AccountState),
    after: row.after === null ? null : (JSON.parse(row.after) as AccountState),
    link: row.link,
    settles: row.settles,
    addGroups,
    removeGroups,
    group,
    cleansUp: row.cleans_up === 1,
    relinks: row.relinks === 1,
    reason: row.reason,
    message: row.message,
    conflict: row.conflict === null ? null : (JSON.parse(row.conflict) as ConflictEvidence),
  };
}

export async function pendingItems(
  db: Db,
  connector: number,
  run: number,
  seq: number,
  limit: number,
): Promise<PlannedChange[]> {
  const found = await rows(
    db,
    sql<ItemRow & { key: string | null }>`select i.*, a.key from item i left join account a on a.number = i.account
      where i.connector = ${connector} and i.run = ${run} and i.seq > ${seq} and i.state = 'pending'
      order by i.seq limit ${limit}`,
  );
  return found.map((row) => ({ ...toItem(row), key: row.key }));
}
