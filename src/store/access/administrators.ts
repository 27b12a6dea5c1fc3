import type { Selectable } from 'kysely';
import { Failure } from '../../core/errors.ts';
import { nameKey } from '../../core/names.ts';
import type {
  Administrator,
  AdministratorChange,
  AdministratorProof,
  AdministratorStore,
  NewAdministrator,
} from '../../core/ports/store/index.ts';
import { type Database, type Db, transaction } from '../database.ts';
import type { AdministratorTable } from './tables.ts';

export function administratorStore(database: Database): AdministratorStore {
  const { db } = database;
  const all = db.selectFrom('administrator').selectAll();
  return {
    list: async () => (await all.orderBy('no').execute()).map(toAdministrator),
    get: (id) => get(db, id),
    findByName: async (username) => proven(await all.where('name_key', '=', nameKey(username)).executeTakeFirst()),
    findByIdentity: async (identity) => proven(await all.where('identity', '=', identity).executeTakeFirst()),
    create: (administrator) => transaction(database, (inner) => create(inner.db, administrator)),
    offerSetUp: async ({ tokenHash, now, expiresAt }) => {
      await db.deleteFrom('set_up').where('expires_at', '<=', now).execute();
      await db.insertInto('set_up').values({ token_hash: tokenHash, expires_at: expiresAt }).execute();
    },
    createFirst: (tokenHash, administrator) =>
      transaction(database, (inner) => createFirst(inner.db, tokenHash, administrator)),
    change: (id, change) => transaction(database, (inner) => changeOne(inner, id, change)),
    remove: (id) => transaction(database, (inner) => remove(inner, id)),
  };
}

export function toAdministrator(row: Selectable<AdministratorTable>): Administrator {
  return {
    id: row.no,
    username: row.username,
    fullName: row.full_name,
    role: row.role as Administrator['role'],
    kind: row.kind as Administrator['kind'],
    active: row.active === 1,
    createdAt: row.created_at,
    lastLogIn: row.last_log_in,
  };
}

function proven(row: Selectable<AdministratorTable> | undefined): (Administrator & AdministratorProof) | undefined {
  if (row === undefined) return undefined;
  return { ...toAdministrator(row), passwordHash: row.password_hash, identity: row.identity };
}

async function get(db: Db, id: number): Promise<Administrator | undefined> {
  const row = await db.selectFrom('administrator').selectAll().where('no', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toAdministrator(row);
}

async function create(db: Db, administrator: NewAdministrator): Promise<Administrator> {
  const row = await db
    .insertInto('administrator')
    .values({
      username: administrator.username,
      name_key: nameKey(administrator.username),
      full_name: administrator.fullName,
      role: administrator.role,
      kind: administrator.kind,
      password_hash: administrator.passwordHash,
      identity: administrator.identity,
      active: 1,
      created_at: administrator.now,
      last_log_in: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) return toAdministrator(row);
  throw new Failure('already-exists', `There is an administrator "${administrator.username}" already.`, {
    remedy: 'Choose another username.',
  });
}

async function createFirst(
  db: Db,
  tokenHash: string,
  administrator: NewAdministrator,
): Promise<Administrator | undefined> {
  const offered = await db.selectFrom('set_up').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
  if (offered === undefined || offered.expires_at <= administrator.now) return undefined;
  // Whoever deletes the offer is the one who may use it.
  const taken = await db.deleteFrom('set_up').returning('token_hash').execute();
  if (!taken.some(({ token_hash }) => token_hash === tokenHash)) return undefined;
  const somebody = await db.selectFrom('administrator').select('no').limit(1).executeTakeFirst();
  return somebody === undefined ? create(db, administrator) : undefined;
}

async function changeOne(
  { db, dialect }: Database,
  id: number,
  { fullName, role, active, lastLogIn, passwordHash }: AdministratorChange,
) {
  const before = await required(db, id);
  if ((role ?? before.role) !== 'administrator' || active === false) await keepOne({ db, dialect }, before);
  const set = {
    ...(fullName !== undefined && { full_name: fullName }),
    ...(role !== undefined && { role }),
    ...(active !== undefined && { active: active ? 1 : 0 }),
    ...(lastLogIn !== undefined && { last_log_in: lastLogIn }),
    ...(passwordHash !== undefined && { password_hash: passwordHash }),
  };
  if (Object.keys(set).length === 0) return { before, after: before };
  await db.updateTable('administrator').set(set).where('no', '=', id).execute();
  if (active === false) {
    await db.deleteFrom('session').where('administrator', '=', id).execute();
    await db.deleteFrom('api_token').where('administrator', '=', id).execute();
  }
  return { before, after: await required(db, id) };
}

async function remove({ db, dialect }: Database, id: number): Promise<Administrator> {
  const before = await required(db, id);
  await keepOne({ db, dialect }, before);
  await db.deleteFrom('administrator').where('no', '=', id).execute();
  return before;
}

async function required(db: Db, id: number): Promise<Administrator> {
  const found = await get(db, id);
  if (found !== undefined) return found;
  throw new Failure('not-found', `There is no administrator with the number ${id}.`);
}

/** Refuses when nobody but this one is active and an administrator by role. */
async function keepOne({ db, dialect }: Database, leaving: Administrator): Promise<void> {
  if (!leaving.active || leaving.role !== 'administrator') return;
  const active = db
    .selectFrom('administrator')
    .select('no')
    .where('active', '=', 1)
    .where('role', '=', 'administrator');
  // Two who step down at the same time wait for each other.
  const rows = await (dialect === 'postgres' ? active.orderBy('no').forUpdate() : active).execute();
  if (rows.some(({ no }) => no !== leaving.id)) return;
  throw new Failure('invalid', `${leaving.username} is the last active administrator.`, {
    remedy: 'Make somebody else an administrator first.',
  });
}
