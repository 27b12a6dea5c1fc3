import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { workHere } from '../../src/app/workplace.ts';

import { TestProgram } from '../harness/program.ts';
import { withProgram } from './company.ts';

const secrets = 200;
const kills = 12;
const stepMs = 10;

test(
  'replacing the key, killed at any point: every secret can be opened, and the next call does the rest',
  () =>
    withProgram(
      () => TestProgram.onSqlite(),
      async (program) => {
        const keyFile = join(program.data, 'secret.key');
        await program.ok(['connector', 'list']);
        const store = { engine: 'sqlite', file: join(program.data, 'user-sync.db') } as const;
        const place = await workHere({ store, keyFile });
        for (let n = 0; n < secrets; n += 1) await place.vault.set(`secret-${n}`, `text ${n}`, 'ada');
        await place.close();

        const keys = async () => (await readFile(keyFile, 'utf8')).match(/^[^#\n]+/gm)?.length;
        let killed = 0;
        for (let n = 0; n < kills; n += 1) {
          const running = program.start(['secret', 'rotate']);
          let over = false;
          void running.finished.then(() => {
            over = true;
          });
          // There are two as long as secrets are sealed with either.
          while (!over && (await keys()) !== 2) await setTimeout(1);
          await setTimeout(n * stepMs);
          running.signal('SIGKILL');
          if ((await running.finished).code === null) killed += 1;
          const interrupted = (await keys()) === 2;
          const after = await workHere({ store, keyFile });
          for (let i = 0; i < secrets; i += 1) expect(await after.vault.get(`secret-${i}`)).toBe(`text ${i}`);
          await after.close();
          const rest = (await program.ok(['secret', 'rotate', '--json'])).json<{ resumed: boolean }>();
          expect(rest.resumed).toBe(interrupted);
          expect(await keys()).toBe(1);
        }
        expect(killed).toBeGreaterThan(kills / 2);
        expect((await program.run(['doctor'])).stdout).toMatch(/Stored secrets +All 200 can be opened/);
      },
    ),
  180_000,
);
