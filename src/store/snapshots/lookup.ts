import { type RawBuilder, sql } from 'kysely';
import type { Attributes, DesiredAccount } from '../../core/people.ts';
import type { Disposition, SnapshotUser } from '../../core/ports/store/index.ts';
import { connectorNumber } from '../connectors.ts';
import { type Db, rows } from '../database.ts';

/** The columns of a `UserRow`, of `version v`, `subject s` and `record r`. */
export const userColumns = sql`v.subject, s.source_id, v.ref, r.content, v.disposition, v.problem, v.desired`;

export interface UserRow {
  subject: number;
  source_id: string;
  ref: string;
  content: string;
  disposition: string;
  problem: string | null;
  desired: string | null;
}

export async function findByName(db: Db, connector: string, nameKey: string): Promise<SnapshotUser[]> {
  return find(db, connector, sql`v.name_key = ${nameKey}`);
}

export async function findBySourceId(db: Db, connector: string, sourceId: string): Promise<SnapshotUser | undefined> {
  const [found] = await find(db, connector, sql`s.source_id = ${sourceId}`);
  return found;
}

async function find(db: Db, connector: string, condition: RawBuilder<unknown>): Promise<SnapshotUser[]> {
  const no = await connectorNumber(db, connector);
  const found = await rows(
    db,
    sql<UserRow>`select ${userColumns}
      from version v join subject s on s.no = v.subject join record r on r.no = v.record
      where ${condition} and v.connector = ${no} and v.kind = 'user' and v.until_run is null order by v.subject`,
  );
  return found.map(toUser);
}

export function toUser(row: UserRow): SnapshotUser {
  return {
    subject: row.subject,
    sourceId: row.source_id,
    ref: row.ref,
    attributes: JSON.parse(row.content) as Attributes,
    disposition: row.disposition as Disposition,
    problem: row.problem,
    desired: row.desired === null ? null : (JSON.parse(row.desired) as DesiredAccount),
  };
}

export async function groupsOf(db: Db, connector: string, ref: string) {
  const no = await connectorNumber(db, connector);
  const found = await rows(
    db,
    sql<{ subject: number; sourceId: string; desired: string | null }>`
      select v.subject as "subject", s.source_id as "sourceId", v.desired as "desired"
      from edge e join version v on v.subject = e.group_subject and v.until_run is null
      join subject s on s.no = v.subject
      where e.member_ref = ${ref} and e.connector = ${no} and e.until_run is null order by v.subject`,
  );
  return found.map(({ subject, sourceId, desired }) => ({
    subject,
    sourceId,
    name: desired === null ? '' : (JSON.parse(desired) as string),
  }));
}
