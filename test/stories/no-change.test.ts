import { describe, expect, test } from 'vitest';
import { rawData } from '../store/raw.ts';
import { clean, makeWorld, person } from './world.ts';

const people = 2_000;
const tables = ['subject', 'record', 'version', 'edge', 'plan_item', 'journal', 'account', 'membership', 'event'];

describe.each(rawData)('on $name', ({ create }) => {
  test(`a run of ${people} people in which nothing changed adds one line to the store`, async () => {
    const data = await create();
    const store = await data.open();
    const acme = await makeWorld(store);
    for (let i = 0; i < people; i += 1) acme.company.user(`id-${i}`, person(`user${i}`));
    const ids = [...acme.company.users.keys()];
    for (let i = 0; i < 20; i += 1) acme.company.group(`g-${i}`, `group ${i}`, ids.slice(i * 100, i * 100 + 100));
    await clean(acme.sync());
    const rows = async () => {
      const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`);
      const [row] = await data.query(`select ${counts.join(', ')}`);
      return row;
    };
    const before = await rows();
    for (const full of [true, false, true]) {
      const run = await clean(acme.sync({ full }));
      expect(run.counts).toMatchObject({ result: full ? people : 0, notModified: full ? people : 0 });
    }
    expect(await rows()).toEqual(before);
    const { run } = await acme.sync({ full: true });
    const results = await acme.results(run);
    expect(new Set(results.map(({ sourceId }) => sourceId)).size).toBe(people);
    await store.close();
  });
});
