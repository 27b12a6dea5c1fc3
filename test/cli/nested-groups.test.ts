import { describe, expect, test } from 'vitest';
import { programEngines } from '../harness/program.ts';
import { type RunDocument, withProgram } from './company.ts';

describe.each(programEngines)('groups in groups on $name', ({ missing, create }) => {
  test.skipIf(missing !== undefined)('flattened, then kept, as people type it', async () => {
    await withProgram(create, async (acme) => {
      const people = await acme.write('export/users.csv', 'id,username\n1,ada\n2,bob\n');
      await acme.write('export/groups.csv', 'id,name,members\ng1,staff,1;board\ng2,board,2\n');
      const folder = JSON.stringify(people.replace(/users\.csv$/, ''));
      const apply = async (nested: string) => {
        const text = `connectors:\n  - id: acme\n    source: { type: file, path: ${folder} }\n    target: { type: directory }\n`;
        const file = await acme.write('acme.yaml', `${text}    groups: { nested: ${nested} }\n`);
        return (await acme.ok(['connector', 'apply', '-f', file])).stdout;
      };
      const groups = async () => (await acme.ok(['directory', 'groups', '--json'])).json();
      const members = async (...args: string[]) =>
        (await acme.ok(['directory', 'members', ...args, '--format', 'csv'])).stdout.trim().split('\r\n').slice(1);

      await apply('flatten');
      await acme.ok(['sync', 'acme']);
      expect(await members()).toEqual(['board,bob', 'staff,ada', 'staff,bob']);

      expect(await apply('keep')).toContain('groups.nested');
      const run = (await acme.ok(['sync', 'acme', '--json'])).json<RunDocument>();
      expect(run.messages).toEqual(['Groups in groups: 1 to be added, 0 to be removed.']);
      expect(await groups()).toMatchObject([
        { name: 'board', members: 1, subgroups: [] },
        { name: 'staff', members: 1, subgroups: ['board'] },
      ]);
      expect(await members()).toEqual(['board,bob', 'staff,ada']);
      expect(await members('--nested')).toEqual(['board,bob', 'staff,ada', 'staff,bob']);
      expect((await acme.ok(['plan', 'show', run.run])).stdout).toMatch(/update group board .*\[done\]/);
      expect((await acme.ok(['connector', 'export'])).stdout).toContain('nested: keep');
    });
  });
});
