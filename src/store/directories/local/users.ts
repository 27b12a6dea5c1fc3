import { Failure } from '../../../core/errors.ts';
import { nameKey } from '../../../core/names.ts';
import { createAccounts, deleteAccounts, updateAccounts, type Written } from '../write.ts';
import { type LocalChangeOf, type LocalPlace, logged, refuseManaged, requireAccount, requireGroup } from './entries.ts';

type UserChange = LocalChangeOf<'create-user'> | LocalChangeOf<'update-user'> | LocalChangeOf<'delete-user'>;

export async function writeUser(place: LocalPlace, change: UserChange): Promise<Written> {
  const context = { ...place, c: null };
  if (change.kind === 'create-user') {
    await requireFree(place, change.user.username, 0);
    const written = { change: logged({ action: 'create', after: change.user }), account: 0, key: null };
    await createAccounts(context, [written]);
    return written;
  }
  const before = await requireAccount(place, change.account);
  refuseManaged(before.username, before);
  const account = { account: change.account, key: before.key };
  if (change.kind === 'delete-user') {
    const written = { change: logged({ action: 'delete', before }), ...account };
    await deleteAccounts(context, [written]);
    return written;
  }
  await requireFree(place, change.user.username, change.account);
  const written = { change: logged({ action: 'update', before, after: change.user }), ...account };
  await updateAccounts(context, [written]);
  return written;
}

async function requireFree({ db, directory }: LocalPlace, username: string, account: number): Promise<void> {
  const taken = await db
    .selectFrom('account')
    .select('number')
    .where('directory', '=', directory.no)
    .where('name_key', '=', nameKey(username))
    .where('number', '<>', account)
    .executeTakeFirst();
  if (taken !== undefined) throw new Failure('already-exists', `There is a user "${username}" already.`);
}

type MemberChange = LocalChangeOf<'add-user' | 'remove-user'>;

/** A membership that a connector made is the identity provider's: it would come back. */
export async function writeMember(place: LocalPlace, { kind, group: name, account }: MemberChange): Promise<Written> {
  const { db } = place;
  const user = await requireAccount(place, account);
  const group = await requireGroup(place, name);
  const known = await db
    .selectFrom('membership')
    .select('connector')
    .where('account', '=', account)
    .where('group_no', '=', group.no)
    .executeTakeFirst();
  const membership = `${user.username} in the group "${group.name}"`;
  const written = (moved: { addGroups?: readonly string[]; removeGroups?: readonly string[] }): Written => {
    const change = logged({ action: 'update', before: user, after: user, ...moved });
    return { change, account, key: user.key };
  };
  if (kind === 'add-user') {
    if (known !== undefined) throw new Failure('already-exists', `There is ${membership} already.`);
    await db.insertInto('membership').values({ account, group_no: group.no, connector: null }).execute();
    return written({ addGroups: [group.name] });
  }
  if (known === undefined) throw new Failure('not-found', `There is no ${membership}.`);
  refuseManaged(`The membership of ${user.username} in "${group.name}"`, { managed: known.connector !== null });
  await db.deleteFrom('membership').where('account', '=', account).where('group_no', '=', group.no).execute();
  return written({ removeGroups: [group.name] });
}
