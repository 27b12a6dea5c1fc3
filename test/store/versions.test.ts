import { expect, onTestFinished, test } from 'vitest';
import { expectFailure } from '../conformance/failures.ts';
import { all } from '../conformance/store/subject.ts';
import { connectorConfig, temporaryFolder } from '../harness/installation.ts';
import { storeInThread } from '../harness/work-thread.ts';
import { postgresData, type RawData, rawData } from './raw.ts';

test.each(rawData)('data of a newer version is refused in a sentence and left as it is: $name', async ({ create }) => {
  const data = await create();
  const store = await data.open();
  await store.connectors.put(connectorConfig('acme'), 1);
  await store.close();
  await data.query(`insert into kysely_migration (name, timestamp) values ('9999-later', 'then')`);
  const failure = await expectFailure('configuration', data.open);
  expect(failure.sentence).toBe(
    'This data was written by a newer version of User Sync (9999-later). ' +
      'Install that version or a later one; this one leaves the data as it is.',
  );
  expect(await data.query('select id from connector')).toEqual([{ id: 'acme' }]);
});

test.each(rawData)('data that was closed is there when it is opened again: $name', async ({ create }) => {
  const data = await create();
  const first = await data.open();
  await first.connectors.put(connectorConfig('acme'), 1);
  await first.close();
  const second = await data.open();
  expect((await second.connectors.get('acme'))?.version).toBe(1);
  await second.close();
});

test.each(rawData)('connectors from before groups could be kept in groups flatten them: $name', async ({ create }) => {
  const data = await create();
  const before = await data.open();
  const config = connectorConfig('acme');
  await before.connectors.put(config, 1);
  await before.close();
  await undoServing(data);
  await data.query('drop table group_membership');
  await data.query(`delete from kysely_migration where name = '0004-nested-groups'`);
  for (const table of ['connector', 'connector_version']) {
    await data.query(`update ${table} set config = replace(config, ',"nested":"flatten"', '')`);
  }
  const after = await data.open();
  expect((await after.connectors.get('acme'))?.config).toEqual(config);
  // As text it is the same as well, so saving it again changes nothing.
  await after.connectors.put(config, 2);
  expect((await after.connectors.get('acme'))?.version).toBe(1);
  await after.close();
});

test.each(rawData)('accounts from before directories were served are served: $name', async ({ create }) => {
  const data = await create();
  const before = await data.open();
  await before.directories.ensure('main', 'own');
  const ada = { username: 'ada', fullName: 'Ada', email: null, active: true, sourceId: null, attributes: {} };
  await before.directories.change('main', { kind: 'create-user', user: ada }, 1);
  await before.close();
  await undoServing(data);
  const after = await data.open();
  const scope = { directories: ['main'], aggregate: false };
  const found = await all(after.serving.users(scope, { kind: 'all' }, { start: 0, limit: 10 }));
  expect(found).toMatchObject([{ username: 'ada', createdAt: null, updatedAt: null }]);
  const [state] = await after.serving.state(['main']);
  expect(state?.event).toBe(1);
  await after.close();
});

/** The data as it was before the migration 0005-serving. */
async function undoServing({ query }: RawData): Promise<void> {
  const tables = ['sign_on', 'group_attribute', 'account_attribute', 'password', 'fetched', 'application'];
  for (const table of [...tables, 'directory_write']) await query(`drop table ${table}`);
  const columns = {
    directory: ['authentication'],
    account: ['created_at', 'updated_at'],
    directory_group: ['created_at', 'updated_at'],
    event: ['old_name'],
    run: ['directory', 'last_event'],
  };
  for (const [table, names] of Object.entries(columns)) {
    for (const name of names) await query(`alter table ${table} drop column ${name}`);
  }
  await query(`delete from kysely_migration where name = '0005-serving'`);
}

test('new data may be opened by two at once: PostgreSQL', async () => {
  const data = await postgresData();
  const stores = await Promise.all([data.open(), data.open()]);
  for (const store of stores) expect(await store.connectors.list()).toEqual([]);
  for (const store of stores) await store.close();
});

test('new data may be opened by two at once: SQLite', async () => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const folder = await temporaryFolder();
    onTestFinished(folder.remove);
    const stores = await Promise.all([storeInThread(folder.path), storeInThread(folder.path)]);
    for (const store of stores) expect(await store.connectors.list()).toEqual([]);
    for (const store of stores) await store.close();
  }
});

test('two stores on one SQLite file see what the other one wrote, and write in turn', async () => {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  // A store that waits for the other makes its thread wait.
  const [one, other] = [await storeInThread(folder.path), await storeInThread(folder.path)];
  const ids = Array.from({ length: 20 }, (_, index) => `c${String(index).padStart(2, '0')}`);
  // Each store does one thing after the other; the two of them at the same time.
  await Promise.all(
    [one, other].map(async (store, index) => {
      for (const id of ids.filter((_, position) => position % 2 === index)) {
        await store.connectors.put(connectorConfig(id), 1);
      }
    }),
  );
  for (const store of [one, other]) {
    expect((await store.connectors.list()).map(({ config }) => config.id)).toEqual(ids);
  }
  await one.close();
  expect(await other.connectors.list()).toHaveLength(20);
  await other.close();
});
