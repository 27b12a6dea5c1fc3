import { type RawBuilder, sql } from 'kysely';
import type { Attributes, DesiredAccount } from '../core/people.ts';
import type { StoredResult } from '../core/ports/store/index.ts';
import { type Db, rows } from './database.ts';
import { type ItemRow, toItem } from './plans/items.ts';

export const pageSize = 250;

export type Positioned = StoredResult & { readonly position: number };

/**
 * Versions that were valid in the run and have no item in it: those people were not modified, or filtered. The plus keeps
 * SQLite from an index that has the versions in another order than the pages. `connector`: the column, with a plus before
 * it where they are looked up by their subjects.
 */
export function unstored(c: number, run: number, connector = sql`v.connector`): RawBuilder<unknown> {
  return sql`version v where ${connector} = ${c} and v.kind = 'user' and +v.since_run <= ${run}
    and (v.until_run is null or v.until_run > ${run}) and v.subject not in (
      select i.subject from plan_item i where i.connector = ${c} and i.run = ${run} and i.status is not null
      and i.subject is not null)`;
}

/** Runs that a guard stops tell of a conflict again and again; the last one counts. */
export function openConflict(c: number): RawBuilder<unknown> {
  return sql`i.connector = ${c} and i.open = 1 and i.conflict is not null and not exists (
    select 1 from plan_item n where n.connector = i.connector and n.open = 1 and n.subject = i.subject and n.run > i.run)`;
}

interface ItemWithRecord extends ItemRow {
  readonly source_id: string;
  readonly content: string | null;
  readonly desired: string | null;
}

/** Items with the record as it was in their run, or as it was last. */
export async function items(db: Db, which: RawBuilder<unknown>, order: RawBuilder<unknown>): Promise<Positioned[]> {
  const found = await rows(
    db,
    sql<ItemWithRecord>`select i.*, s.source_id, r.content, v.desired from item i
      join subject s on s.no = i.subject
      left join version v on v.subject = i.subject and v.since_run = (select max(w.since_run) from version w
        where w.subject = i.subject and w.since_run <= i.run and (w.until_run is null or w.until_run > i.run))
      left join record r on r.no = v.record where ${which} ${order}`,
  );
  return found.map((row) => {
    const item = toItem(row);
    return {
      position: item.seq,
      run: row.run,
      subject: item.subject ?? 0,
      sourceId: row.source_id,
      status: item.status ?? 'NOT_MODIFIED',
      situation: item.situation,
      message: item.message,
      reason: item.reason,
      input: parse<Attributes>(row.content),
      desired: parse<DesiredAccount>(row.desired),
      account: item.account,
      before: item.before,
      after: item.after,
      addGroups: item.addGroups,
      removeGroups: item.removeGroups,
      conflict: item.conflict,
    };
  });
}

function parse<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

interface OtherRow {
  readonly subject: number;
  readonly source_id: string;
  readonly content: string;
  readonly desired: string | null;
  readonly problem: string | null;
  readonly filtered: number;
}

/** Those whom nothing happened to. `which`: of `x`, whose `filtered` is 1 for those who were left out. */
export async function others(db: Db, c: number, run: number, which: RawBuilder<unknown>): Promise<Positioned[]> {
  const found = await rows(
    db,
    sql<OtherRow>`select x.subject, s.source_id, r.content, x.desired, x.problem, x.filtered from (
        select v.*, case when v.disposition = 'filtered' or v.outside = 1 then 1 else 0 end as filtered
        from ${unstored(c, run, sql`+v.connector`)}) x
      join subject s on s.no = x.subject join record r on r.no = x.record
      where ${which} order by x.subject limit ${pageSize}`,
  );
  return found.map((row) => ({
    position: row.subject,
    run,
    subject: row.subject,
    sourceId: row.source_id,
    status: row.filtered === 1 ? 'FILTERED' : 'NOT_MODIFIED',
    situation: row.filtered === 1 ? 'filtered' : 'linked',
    message: row.filtered === 1 ? (row.problem ?? 'The person is in none of the required groups.') : '',
    reason: '',
    input: parse<Attributes>(row.content),
    desired: parse<DesiredAccount>(row.desired),
    account: null,
    before: null,
    after: null,
    addGroups: [],
    removeGroups: [],
    conflict: null,
  }));
}
