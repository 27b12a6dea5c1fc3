import { expect, test } from 'vitest';
import { compileMapping } from '../../src/core/mapping/compile.ts';
import type { MappingRules } from '../../src/core/mapping/rules.ts';
import { loadMappingEngines } from '../../src/expressions/index.ts';
import { clean, person, stories } from './world.ts';

const rules: MappingRules = {
  username: { from: 'uid' },
  attributes: { department: { from: 'department', ifNothing: 'filter' } },
};
const mapping = compileMapping(rules, await loadMappingEngines(rules));

stories((world) => {
  test.each(['full', 'delta'] as const)(
    'filtered: a rule leaves a person out, and takes them in again (%s)',
    async (kind) => {
      const acme = await world();
      const sync = () => clean(acme.sync({ full: kind === 'full' }, { mapping }));
      acme.company.user('a', person('anna', { department: 'Sales' })).user('b', person('bert'));
      const first = await clean(acme.sync({}, { mapping }));
      expect(first.counts).toMatchObject({ result: 2, added: 1, filtered: 1 });
      expect(await acme.results(first, 'FILTERED')).toMatchObject([
        { sourceId: 'b', message: expect.stringContaining('is left out: the rule of department') },
      ]);
      acme.company.user('a', person('anna'));
      const left = await sync();
      expect(left.counts).toMatchObject({ disabled: 1, failed: 0 });
      expect(await acme.results(left, 'DISABLED')).toMatchObject([
        { sourceId: 'a', situation: 'filtered', reason: expect.stringContaining('is left out') },
      ]);
      expect((await sync()).counts).toMatchObject({ disabled: 0 });
      acme.company.user('a', person('anna', { department: 'Sales' })).user('b', person('bert', { department: 'HR' }));
      expect((await sync()).counts).toMatchObject({ enabled: 1, added: 1 });
      expect(await acme.account('anna')).toMatchObject({ active: true });
    },
  );

  test('filtered: who has no account and is left out claims no name', async () => {
    const acme = await world();
    acme.company.user('a', person('twin')).user('b', person('twin', { department: 'Sales' }));
    const run = await clean(acme.sync({}, { mapping }));
    expect(run.counts).toMatchObject({ added: 1, filtered: 1, failed: 0 });
    expect(await acme.account('twin')).toMatchObject({ sourceId: 'b' });
  });
});
