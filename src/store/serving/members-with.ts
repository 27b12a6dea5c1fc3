import { type RawBuilder, sql } from 'kysely';
import { firstWithItsName, type Served } from './scope.ts';

/** `a`: the served people of whom one of the names is in one of the groups. */
export function membersWith(served: Served, groups: RawBuilder<unknown>): RawBuilder<unknown> {
  if (served.directories.length === 1) {
    return sql`(select x.* from membership m join account x on x.number = m.account where m.group_no ${groups}) a`;
  }
  const visible = firstWithItsName(served, 'account', 'x');
  const direct = sql`select m.account from membership m where m.group_no ${groups}`;
  if (!served.aggregate) return sql`(select x.* from account x where x.number in (${direct}) and ${visible}) a`;
  return sql`(select x.* from account x where ${visible} and x.name_key in (
    select y.name_key from account y where y.number in (${direct}))) a`;
}
