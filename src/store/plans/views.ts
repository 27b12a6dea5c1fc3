import { type RawBuilder, sql } from 'kysely';
import type { NameOwner, PersonView, RecordView } from '../../core/matching/view.ts';
import type { Account } from '../../core/people.ts';
import type { NameContest } from '../../core/planning/renames.ts';
import { accountColumns, type PrefixedAccount, prefixedAccount } from '../accounts.ts';
import { inNumbers, rows } from '../database.ts';
import type { PlanningContext } from './scope.ts';

interface ViewRow {
  subject: number;
  source_id: string;
  v_subject: number | null;
  disposition: RecordView['disposition'];
  problem: string | null;
  desired: string | null;
  desired_hash: string | null;
  outside: number;
  rival: string | null;
  applied_hash: string | null;
  cleaned_up: number | null;
  gone_since: number | null;
  /** Numbers of the linked account, and of another one that has the wanted name. */
  linked: number | null;
  named: number | null;
  linked_name: string | null;
  primary_count: number;
  primary_number: number | null;
  group_changes: string | null;
  owner: string | null;
  owner_source_id: string | null;
  owner_subject: number | null;
  owner_is_own: number | null;
  owner_has_record: number | null;
  owner_moves: number | null;
  owner_gone_since: number | null;
  owner_cleaned_up: number | null;
}

/** People at the source whom the target has differently (all of them in scope with `includeUnchanged`). */
export async function* presentPeople(context: PlanningContext, limit: number): AsyncIterable<readonly PersonView[]> {
  const differs = sql`(a.number is null or a.name_key is null or a.applied_hash is null
    or v.desired_hash is null or a.applied_hash <> v.desired_hash or a.cleaned_up <> 0
    or exists (select 1 from group_change x where x.subject = t.subject))`;
  const staying = sql`(v.disposition = 'failed' or (v.disposition = 'mapped' and v.outside = 0))`;
  const unchanged = sql`(${staying} or (a.number is null and v.subject is not null))`;
  yield* pages(context, context.rules.includeUnchanged ? unchanged : sql`${staying} and ${differs}`, limit);
}

/** Linked accounts, not cleaned up, whose record is gone, filtered or outside. */
export async function* absentPeople(context: PlanningContext, limit: number): AsyncIterable<readonly PersonView[]> {
  const leaving = sql`a.number is not null and a.name_key is not null and a.cleaned_up = 0
    and (v.subject is null or v.disposition = 'filtered' or (v.disposition = 'mapped' and v.outside = 1))`;
  yield* pages(context, leaving, limit);
}

async function* pages(
  context: PlanningContext,
  condition: RawBuilder<unknown>,
  limit: number,
): AsyncIterable<readonly PersonView[]> {
  let next = readPage(context, condition, 0, limit);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    if (last === undefined) return;
    const more = page.length === limit;
    // The next page is read while this one is being decided.
    if (more) next = readPage(context, condition, last.subject, limit);
    yield page;
    if (!more) return;
  }
}

async function readPage(
  context: PlanningContext,
  condition: RawBuilder<unknown>,
  after: number,
  limit: number,
): Promise<PersonView[]> {
  const page = await rows(context.db, viewQuery(context, condition, after, limit));
  const accounts = await accountsOf(context, page);
  return page.map((row) => toView(row, accounts));
}

function viewQuery({ c, d }: PlanningContext, condition: RawBuilder<unknown>, after: number, limit: number) {
  return sql<ViewRow>`select t.subject, s.source_id, v.subject as v_subject, v.disposition, v.problem, v.desired,
      v.desired_hash, v.outside,
      (select rs.source_id from version r join subject rs on rs.no = r.subject
        where r.name_key = v.name_key and r.connector = ${c} and r.kind = 'user' and r.until_run is null
        and r.disposition = 'mapped' and r.outside = 0 and r.subject <> t.subject limit 1) as rival,
      a.applied_hash, a.cleaned_up, a.gone_since, a.name_key as linked_name,
      case when a.number is null then (select count(*) from account p where p.source_id = s.source_id
        and p.directory = ${d} and p.connector is null and p.name_key is not null) else 0 end as primary_count,
      case when a.number is null then (select min(p.number) from account p where p.source_id = s.source_id
        and p.directory = ${d} and p.connector is null and p.name_key is not null) end as primary_number,
      a.number as linked, n.number as named,
      (select string_agg(x.change || coalesce(gn.name, gd.name), ${sql.lit('\n')}) from group_change x
        left join target_group gn on x.change = '+' and gn.no = x.no
        left join directory_group gd on x.change = '-' and gd.no = x.no where x.subject = t.subject) as group_changes,
      nc.id as owner, n.source_id as owner_source_id, ns.no as owner_subject,
      case when n.connector = ${c} then 1 else 0 end as owner_is_own,
      case when nv.subject is null then 0 else 1 end as owner_has_record,
      case when nv.name_key <> v.name_key and nv.disposition = 'mapped' and nv.outside = 0 and nt.subject is not null
        then 1 else 0 end as owner_moves,
      n.gone_since as owner_gone_since, n.cleaned_up as owner_cleaned_up
    from scope t join subject s on s.no = t.subject
    left join version v on v.subject = t.subject and v.until_run is null
    left join account a on a.number = t.account
    left join account n on n.name_key = v.name_key and n.directory = ${d} and (t.account is null or n.number <> t.account)
    left join connector nc on nc.no = n.connector
    left join subject ns on n.connector = ${c} and ns.source_id = n.source_id and ns.connector = ${c} and ns.kind = 'user'
    left join version nv on nv.subject = ns.no and nv.until_run is null
    left join scope nt on nt.subject = ns.no
    where t.subject > ${after} and ${condition} order by t.subject limit ${limit}`;
}

function toView(row: ViewRow, accounts: ReadonlyMap<number, Account>): PersonView {
  const linked = row.linked_name === null ? null : (accounts.get(row.linked ?? -1) ?? null);
  const [addGroups, removeGroups] = toGroupChanges(row.group_changes);
  return {
    subject: row.subject,
    sourceId: row.source_id,
    record: toRecord(row),
    linked,
    linkLost: linked === null && row.linked !== null,
    appliedHash: row.applied_hash,
    cleanedUp: row.cleaned_up === 1,
    goneSince: row.gone_since,
    byPrimary: { count: Number(row.primary_count), account: accounts.get(row.primary_number ?? -1) ?? null },
    byName: toOwner(row, accounts.get(row.named ?? -1) ?? null),
    addGroups,
    removeGroups,
  };
}

function toRecord(row: ViewRow): RecordView | null {
  if (row.v_subject === null) return null;
  return {
    disposition: row.disposition,
    problem: row.problem,
    desired: row.desired === null ? null : (JSON.parse(row.desired) as RecordView['desired']),
    desiredHash: row.desired_hash,
    outside: row.outside === 1,
    rival: row.rival,
  };
}

function toOwner(row: ViewRow, account: Account | null): NameOwner | null {
  if (account === null) return null;
  if (row.owner === null || row.owner_source_id === null) return { account, link: null };
  const own = row.owner_has_record === 0 ? 'gone' : row.owner_moves === 1 ? 'moving' : 'present';
  return {
    account,
    link: {
      connector: row.owner,
      subject: row.owner_subject,
      sourceId: row.owner_source_id,
      state: row.owner_is_own === 1 ? own : 'foreign',
      goneSince: row.owner_gone_since,
      cleanedUp: row.owner_cleaned_up === 1,
    },
  };
}

const noGroups: readonly string[] = [];

/** Lines of a sign and a group's name; names of the source are JSON, as every desired value. */
function toGroupChanges(lines: string | null): [add: readonly string[], remove: readonly string[]] {
  if (lines === null) return [noGroups, noGroups];
  const add: string[] = [];
  const remove: string[] = [];
  for (const line of lines.split('\n')) {
    if (line.startsWith('+')) add.push(JSON.parse(line.slice(1)) as string);
    else remove.push(line.slice(1));
  }
  return [add.sort(), remove.sort()];
}

/** Every account that the page leads to, by its number. */
async function accountsOf({ db, dialect }: PlanningContext, page: readonly ViewRow[]): Promise<Map<number, Account>> {
  const numbers = page.flatMap((row) => [row.linked ?? [], row.named ?? [], row.primary_number ?? []].flat());
  if (numbers.length === 0) return new Map();
  const found = await rows(
    db,
    sql<
      PrefixedAccount<'a'>
    >`select ${accountColumns('a')} from account a where a.number ${inNumbers(dialect, numbers)}`,
  );
  return new Map(found.map((row) => prefixedAccount('a', row)).map((account) => [account.number, account]));
}

/** Who wants a name that somebody else in scope has and is about to give up. */
export async function nameContests({ db, c, d }: PlanningContext): Promise<NameContest[]> {
  return rows(
    db,
    sql<NameContest>`select t.subject as "claimant", nt.subject as "occupant" from scope t
      cross join version v cross join account n cross join subject ns cross join scope nt cross join version nv
      where v.subject = t.subject and v.until_run is null and v.disposition = 'mapped' and v.outside = 0
        and n.name_key = v.name_key and n.directory = ${d} and n.connector = ${c}
        and (t.account is null or n.number <> t.account)
        and ns.source_id = n.source_id and ns.connector = ${c} and ns.kind = 'user'
        and nt.subject = ns.no and nt.account = n.number
        and nv.subject = nt.subject and nv.until_run is null and nv.disposition = 'mapped'
        and nv.outside = 0 and nv.name_key <> v.name_key
      order by t.subject`,
  );
}
