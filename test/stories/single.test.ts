import { expect, test } from 'vitest';
import { compileMapping } from '../../src/core/mapping/compile.ts';
import type { MappingRules } from '../../src/core/mapping/rules.ts';
import { loadMappingEngines } from '../../src/expressions/index.ts';
import { clean, type MakeWorld, stories, type World } from './world.ts';

const rules: MappingRules = {
  username: { from: 'uid', steps: [{ before: '@' }, 'lower'] },
  fullName: { from: 'cn' },
  email: { from: 'mail' },
  attributes: {},
};
const mapping = compileMapping(rules, await loadMappingEngines(rules));

async function company(world: MakeWorld): Promise<World> {
  const acme = await world();
  acme.company.user('id-1', { uid: 'Anna@corp', cn: 'Anna', mail: 'anna@acme.test' });
  acme.company.user('id-2', { uid: 'Bert@corp', cn: 'Bert', mail: 'shared@acme.test' });
  acme.company.user('id-3', { uid: 'Carl@corp', cn: 'Carl', mail: 'shared@acme.test' });
  acme.company.group('g', 'staff', ['id-1', 'id-2', 'inner']).group('i', 'inner', ['id-3']);
  await clean(acme.sync({}, { mapping }));
  return acme;
}

stories((world) => {
  test.each([
    { by: 'the source id', ident: 'id-1' },
    { by: 'the raw username', ident: 'Anna@corp' },
    { by: 'the raw username in another case', ident: 'ANNA@CORP' },
    { by: 'the mapped username', ident: 'anna' },
    { by: 'the e-mail address', ident: 'anna@acme.test' },
  ])('one user is found by $by', async ({ ident }) => {
    const acme = await company(world);
    const before = await acme.picture();
    acme.company.user('id-1', { uid: 'Anna@corp', cn: 'Anna New', mail: 'anna@acme.test' }).removeUser('id-2');
    acme.company.user('id-3', { uid: 'Other@corp' }).group('g', 'staff', []);
    const run = await clean(acme.sync({ user: ident }, { mapping }));
    expect(run).toMatchObject({ kind: 'single', ident, coversAll: false, counts: { result: 1, updated: 1 } });
    const after = await acme.picture();
    expect(after.users).toEqual(
      before.users.map((user) =>
        'fullName' in user && user.fullName === 'Anna' ? { ...user, fullName: 'Anna New' } : user,
      ),
    );
    expect(after.members).toEqual(before.members.filter((member) => member !== 'staff/anna'));
    const next = await clean(acme.sync({}, { mapping }));
    expect(next.counts).toMatchObject({ disabled: 1, renamed: 1 });
  });

  test('one user is as they should be: one result that says so', async () => {
    const acme = await company(world);
    const run = await clean(acme.sync({ user: 'anna' }, { mapping }));
    expect(await acme.results(run)).toMatchObject([{ status: 'NOT_MODIFIED', sourceId: 'id-1', situation: 'linked' }]);
  });

  test('one user who is new', async () => {
    const acme = await company(world);
    acme.company.user('id-4', { uid: 'Dora@corp' }).group('g', 'staff', ['id-4']);
    const run = await clean(acme.sync({ user: 'Dora@corp' }, { mapping }));
    expect(run.counts).toMatchObject({ added: 1, membershipsAdded: 1 });
    expect(await acme.groupsOf('dora')).toEqual(['staff']);
  });

  test.each([
    { ident: 'nobody', kind: 'not-found', says: 'was not found at the source' },
    { ident: 'shared@acme.test', kind: 'invalid', says: 'fits 2 people at the source: id-2, id-3' },
    { ident: '__proto__', kind: 'not-found', says: '"__proto__" was not found' },
    { ident: '', kind: 'not-found', says: '"" was not found' },
  ])('"$ident": $kind, and nothing is changed', async ({ ident, kind, says }) => {
    const acme = await company(world);
    const before = await acme.state();
    acme.company.removeUser('id-1');
    const { run, failure } = await acme.sync({ user: ident }, { mapping });
    expect(failure).toMatchObject({ kind });
    expect(run).toMatchObject({ kind: 'single', status: 'failed', counts: { result: 0 } });
    expect(run.messages.join()).toContain(says);
    expect(await acme.state()).toEqual(before);
  });

  test('the id goes before the username, and the username before the address', async () => {
    const acme = await company(world);
    acme.company.user('x', { uid: 'id-1', cn: 'X', mail: 'anna' });
    await clean(acme.sync({}, { mapping }));
    expect(await acme.results(await clean(acme.sync({ user: 'id-1' }, { mapping })))).toMatchObject([
      { sourceId: 'id-1' },
    ]);
    expect(await acme.results(await clean(acme.sync({ user: 'Anna@corp' }, { mapping })))).toMatchObject([
      { sourceId: 'id-1' },
    ]);
  });

  test('one user who left the required groups is cleaned up', async () => {
    const acme = await company(world);
    acme.configure({ groups: { required: ['staff'] } });
    acme.company.group('g', 'staff', ['id-1', 'id-2']).group('i', 'inner', ['id-3']);
    await acme.sync({}, { mapping });
    acme.company.group('g', 'staff', ['id-2']);
    const run = await clean(acme.sync({ user: 'id-1' }, { mapping }));
    expect(run.counts).toMatchObject({ result: 1, disabled: 1 });
    expect(await acme.account('anna')).toMatchObject({ active: false });
  });
});
