import { expect, test } from 'vitest';
import { engines } from '../harness/engines.ts';
import { collect, directoryState, install } from '../harness/installation.ts';

test.each(engines)('first sync, nothing changed, re-created, relink on $name', async (engine) => {
  const data = await engine.create();
  const store = await data.open();
  const acme = await install(store);
  for (let i = 0; i < 25; i += 1)
    acme.company.user(`id-${i}`, { uid: `user${i}`, cn: `User ${i}`, mail: `u${i}@x.test` });
  acme.company.group('g1', 'staff', ['id-1', 'id-2', 'g2']).group('g2', 'devs', ['id-3', 'g1']);
  const first = await acme.sync();
  expect(first.failure).toBeUndefined();
  expect(first.run.counts).toMatchObject({ result: 25, added: 25, groupsAdded: 2, membershipsAdded: 6 });
  const second = await acme.sync({ full: true });
  expect(second.run.counts).toMatchObject({ result: 25, notModified: 25 });
  const delta = await acme.sync();
  expect(delta.failure).toBeUndefined();
  expect(delta.run.kind).toBe('delta');
  expect(delta.run.counts).toMatchObject({ result: 0 });
  acme.company
    .removeUser('id-1')
    .user('id-1b', { uid: 'user1', cn: 'User 1', mail: 'u1@x.test' })
    .group('g1', 'staff', ['id-1b', 'id-2', 'g2']);
  const third = await acme.sync();
  expect(third.run).toMatchObject({ status: 'partially-failed', counts: { failed: 1, conflicts: 1, disabled: 0 } });
  const results = await collect(
    store.results.list('acme', third.run.number, third.run.coversAll, { status: 'FAILED' }),
  );
  expect(results.map(({ message }) => message)).toEqual(['ATTR_ID : id-1b : 10002 exists already']);
  const repair = await acme.sync({ user: 'user1', byUsername: true });
  expect(repair.failure).toBeUndefined();
  expect(repair.run).toMatchObject({ status: 'succeeded', counts: { result: 1, updated: 1, relinked: 1, failed: 0 } });
  const after = await acme.sync({ full: true });
  expect(after.run).toMatchObject({ status: 'succeeded', counts: { failed: 0, notModified: 25, result: 25 } });
  const state = await directoryState(store);
  expect(state.users.find(({ number }) => number === 10002)).toMatchObject({ sourceId: 'id-1b', active: true });
  expect(state.members).toHaveLength(6);
  await store.close();
  await data.remove();
});
