import { expect, test } from 'vitest';
import { TestProgram } from '../harness/program.ts';
import { fileConnector, people, withProgram } from './company.ts';
import { end, serve } from './served.ts';

const many = 100_000;
const mib = 1024 ** 2;
/** What the service may hold; the download alone is larger. */
const heapMiB = 64;

test(
  'results of 100,000 people are downloaded without being gathered in memory',
  () =>
    withProgram(
      () => TestProgram.onSqlite(),
      async (program) => {
        await fileConnector(program, people(many));
        await program.ok(['sync', 'acme'], { timeout: 240_000 });
        const service = await serve(program, { NODE_OPTIONS: `--max-old-space-size=${heapMiB}` });
        const cookie = [...service.ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const address = `${service.ada.url}/api/v1/runs/acme-1/results/download?status=all&format=ndjson`;
        const response = await fetch(address, { headers: { cookie } });
        let [bytes, lines] = [0, 0];
        for await (const chunk of response.body ?? []) {
          bytes += chunk.length;
          for (const byte of chunk) if (byte === 10) lines += 1;
        }
        expect(lines).toBe(many);
        expect(bytes).toBeGreaterThan(heapMiB * mib);
        expect(await end(service)).toBe(0);
      },
    ),
  480_000,
);
