import { sql } from 'kysely';
import { Failure } from '../../../core/errors.ts';
import { nameKey } from '../../../core/names.ts';
import type { Account } from '../../../core/people.ts';
import { itemFor, type UnplacedItem } from '../../../core/planning/person.ts';
import type { LocalChange } from '../../../core/ports/store/index.ts';
import type { PlannedChange } from '../../../core/ports/target.ts';
import { accountColumns, type PrefixedAccount, prefixedAccount } from '../../accounts.ts';
import { rows } from '../../database.ts';
import type { WriteContext } from '../write.ts';

/** Where a local change is written. */
export type LocalPlace = Omit<WriteContext, 'c'>;

export type LocalChangeOf<K extends LocalChange['kind']> = Extract<LocalChange, { readonly kind: K }>;

/** Throws `not-found`. `managed`: a connector keeps the account as the identity provider has it. */
export async function requireAccount(
  { db, directory }: LocalPlace,
  number: number,
): Promise<Account & { readonly managed: boolean }> {
  const [row] = await rows(
    db,
    sql<PrefixedAccount<'a'> & { connector: number | null }>`select ${accountColumns('a')}, a.connector from account a
      where a.number = ${number} and a.directory = ${directory.no} and a.name_key is not null`,
  );
  if (row === undefined) throw new Failure('not-found', 'There is no such user any more.');
  return { ...prefixedAccount('a', row), managed: row.connector !== null };
}

export interface LocalGroup {
  readonly no: number;
  readonly name: string;
  readonly managed: boolean;
}

export async function findGroup({ db, directory }: LocalPlace, name: string): Promise<LocalGroup | undefined> {
  const row = await db
    .selectFrom('directory_group')
    .select(['no', 'name', 'connector'])
    .where('directory', '=', directory.no)
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst();
  return row && { no: row.no, name: row.name, managed: row.connector !== null };
}

/** Throws `not-found`. */
export async function requireGroup(place: LocalPlace, name: string): Promise<LocalGroup> {
  const group = await findGroup(place, name);
  if (group !== undefined) return group;
  throw new Failure('not-found', `There is no group "${name}".`);
}

/** Throws `unsupported` for what a connector manages. */
export function refuseManaged(name: string, { managed }: { readonly managed: boolean }): void {
  if (!managed) return;
  throw new Failure('unsupported', `${name} comes from the identity provider, and can only be changed there.`);
}

/** A change as a plan has it, for the log. */
export function logged(change: Partial<UnplacedItem>): PlannedChange {
  return { ...itemFor(change), seq: 0, key: null };
}
