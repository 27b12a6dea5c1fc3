import { expect, test } from 'vitest';
import { resultDocument } from '../../src/engine/results.ts';
import { clean, type MakeWorld, person, stories, type World } from './world.ts';

/** One of each: a joiner, a leaver, a mover, who fails, who is as before, who is outside. */
async function oneOfEach(world: MakeWorld): Promise<World> {
  const acme = await world();
  acme.configure({ groups: { required: ['staff'] } });
  acme.company.user('same', person('same')).user('out', person('out')).user('left', person('left'));
  acme.company.user('moved', person('moved', { department: 'Sales' })).user('back', person('back'));
  acme.company.group('g', 'staff', ['same', 'left', 'moved']);
  await clean(acme.sync());
  acme.company.removeUser('left').user('moved', person('moved', { department: 'HR' }));
  acme.company.user('new', person('new')).user('twin', person('SAME'));
  acme.company.group('g', 'staff', ['same', 'moved', 'new', 'twin']);
  return acme;
}

const expected = {
  ADDED: ['new'],
  DISABLED: ['left'],
  FAILED: ['twin'],
  FILTERED: ['out', 'back'],
  NOT_MODIFIED: ['same'],
  UPDATED: ['moved'],
} as const;

stories((world) => {
  test('one result for each record, by status', async () => {
    const acme = await oneOfEach(world);
    const { run } = await acme.sync({ full: true });
    expect(run.counts).toMatchObject({
      result: 7,
      added: 1,
      disabled: 1,
      failed: 1,
      filtered: 2,
      notModified: 1,
      updated: 1,
    });
    const all = await acme.results(run);
    expect(all).toHaveLength(7);
    for (const [status, ids] of Object.entries(expected)) {
      const some = await acme.results(run, status as keyof typeof expected);
      expect(some.map(({ sourceId }) => sourceId)).toEqual(ids);
      expect(some).toEqual(all.filter((result) => result.status === status));
    }
    expect(await acme.results(run, 'FAILED', 'FILTERED')).toHaveLength(3);
    const [derived] = await acme.results(run, 'NOT_MODIFIED');
    expect(derived).toMatchObject({ situation: 'linked', input: person('same'), desired: { username: 'same' } });
    const [outside] = await acme.results(run, 'FILTERED');
    expect(outside).toMatchObject({ message: 'The person is in none of the required groups.', situation: 'filtered' });
  });

  test('the results of a run stay as they were, whatever later runs do', async () => {
    const acme = await oneOfEach(world);
    const { run } = await acme.sync({ full: true });
    const before = await acme.results(run);
    acme.company.removeUser('twin').removeUser('same').user('moved', person('renamed')).removeUser('out');
    await clean(acme.sync());
    acme.company.user('out', person('out')).group('g', 'staff', ['out']);
    await clean(acme.sync({ full: true }));
    expect(await acme.results(run)).toEqual(before);
  });

  test('the document of a failed user has what administrators look for', async () => {
    const acme = await oneOfEach(world);
    const { run } = await acme.sync({ full: true });
    const [failed] = await acme.results(run, 'FAILED');
    if (failed === undefined) throw new Error('There is one.');
    const number = (await acme.account('same'))?.number;
    expect(resultDocument(failed, 'azure_ID')).toMatchObject({
      status: 'FAILED',
      message: `ATTR_ID : twin : ${number} exists already`,
      ATTR_ID: 'twin',
      ATTR_NAME: 'SAME',
      account: number,
      inputUser: { azure_ID: 'twin', uid: 'SAME', mail: 'SAME@acme.test' },
      outputUser: { azure_ID: 'twin', ATTR_NAME: 'SAME', ATTR_FULLNAME: 'The SAME' },
      existingUser: { number, azure_ID: 'same', ATTR_NAME: 'same' },
      changes: [],
      conflict: { kind: 'duplicate-in-source' },
    });
    const [updated] = await acme.results(run, 'UPDATED');
    if (updated === undefined) throw new Error('There is one.');
    expect(resultDocument(updated, 'azure_ID').changes).toEqual([
      { attribute: 'department', before: 'Sales', after: 'HR' },
    ]);
  });
});
