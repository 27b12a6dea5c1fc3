import { sql } from 'kysely';
import { Failure } from '../../../core/errors.ts';
import { inNumbers } from '../../database.ts';
import { deleteNestings } from '../nestings.ts';
import { createGroups, type Written } from '../write.ts';
import {
  findGroup,
  type LocalChangeOf,
  type LocalGroup,
  type LocalPlace,
  logged,
  refuseManaged,
  requireGroup,
} from './entries.ts';

type GroupChange = LocalChangeOf<'create-group' | 'describe-group'> | LocalChangeOf<'delete-group'>;

export async function writeGroup(place: LocalPlace, change: GroupChange): Promise<Written> {
  if (change.kind === 'create-group') {
    if ((await findGroup(place, change.group)) !== undefined) {
      throw new Failure('already-exists', `There is a group "${change.group}" already.`);
    }
    await createGroups({ ...place, c: null }, [change.group], new Map());
    await describe(place, await requireGroup(place, change.group), change.description);
    return written('create-group', change.group);
  }
  const group = await requireGroup(place, change.group);
  refuseManaged(`The group "${group.name}"`, group);
  if (change.kind === 'describe-group') {
    await describe(place, group, change.description);
    return written('update-group', group.name);
  }
  await remove(place, group);
  return written('delete-group', group.name);
}

function written(action: 'create-group' | 'update-group' | 'delete-group', group: string): Written {
  return { change: logged({ action, group }), account: 0, key: null };
}

async function describe({ db, now }: LocalPlace, { no }: LocalGroup, description: string | null): Promise<void> {
  await db.updateTable('directory_group').set({ description, updated_at: now }).where('no', '=', no).execute();
}

/** Memberships that a connector made stay its own: then the group stays as well. */
async function remove({ db, dialect }: LocalPlace, { no, name }: LocalGroup): Promise<void> {
  const managed = await db
    .selectFrom('membership')
    .select('account')
    .where('group_no', '=', no)
    .where('connector', 'is not', null)
    .executeTakeFirst();
  refuseManaged(`A membership in the group "${name}"`, { managed: managed !== undefined });
  await db.deleteFrom('membership').where('group_no', '=', no).execute();
  await db.deleteFrom('group_attribute').where('group_no', '=', no).execute();
  await deleteNestings(db, inNumbers(dialect, [no]));
  await db.deleteFrom('directory_group').where('no', '=', no).execute();
}

type NestingChange = LocalChangeOf<'add-group' | 'remove-group'>;

/** Throws `invalid` where a group would contain itself. */
export async function writeNesting(place: LocalPlace, { kind, group, child }: NestingChange): Promise<Written> {
  const { db } = place;
  const [above, below] = [await requireGroup(place, group), await requireGroup(place, child)];
  const pair = { child: below.no, parent: above.no };
  const known = await db
    .selectFrom('group_membership')
    .select('connector')
    .where('child', '=', pair.child)
    .where('parent', '=', pair.parent)
    .executeTakeFirst();
  const nesting = `group "${below.name}" in the group "${above.name}"`;
  if (kind === 'add-group') {
    if (known !== undefined) throw new Failure('already-exists', `There is the ${nesting} already.`);
    if (await contains(place, below, above)) {
      throw new Failure('invalid', `The group "${above.name}" would contain itself.`);
    }
    await db
      .insertInto('group_membership')
      .values({ ...pair, connector: null })
      .execute();
    return nested(below, { addGroups: [above.name] });
  }
  if (known === undefined) throw new Failure('not-found', `There is no ${nesting}.`);
  refuseManaged(`The ${nesting}`, { managed: known.connector !== null });
  await db.deleteFrom('group_membership').where('child', '=', pair.child).where('parent', '=', pair.parent).execute();
  return nested(below, { removeGroups: [above.name] });
}

function nested(
  child: LocalGroup,
  moved: { addGroups?: readonly string[]; removeGroups?: readonly string[] },
): Written {
  return { change: logged({ action: 'update-group', group: child.name, ...moved }), account: 0, key: null };
}

/** The group is the other one, or that is in it through any number of groups. */
async function contains({ db }: LocalPlace, group: LocalGroup, other: LocalGroup): Promise<boolean> {
  const found = await sql`with recursive above (no) as (
      select cast(${other.no} as bigint) union select m.parent from group_membership m join above a on a.no = m.child)
    select 1 from above where no = ${group.no}`.execute(db);
  return found.rows.length > 0;
}
