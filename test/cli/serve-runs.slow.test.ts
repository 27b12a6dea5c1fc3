import { describe, expect, test } from 'vitest';
import { programEngines } from '../harness/program.ts';
import type { Client } from '../server/client.ts';
import { over, until } from '../server/running.ts';
import { fileConnector, people, type RunDocument, withProgram } from './company.ts';
import { end, serve } from './served.ts';

/** So many that a run takes seconds: there is time to look at it, to stop it, and to kill it. */
const many = 40_000;

/** Until the run has come to this phase. */
function reaches(ada: Client, run: string, ...phases: readonly string[]) {
  return until(
    () => ada.get(`/runs/${run}`).then(({ body }) => body),
    ({ status, progress }) => status !== 'running' || phases.includes(progress?.phase),
  );
}

for (const { name, missing, create } of programEngines) {
  describe.skipIf(missing !== undefined)(`a service on ${name}`, () => {
    test(
      'shows the progress of a run of the command line, and can stop it',
      () =>
        withProgram(create, async (program) => {
          await fileConnector(program, people(many));
          const service = await serve(program);
          const { ada } = service;
          const typed = program.start(['sync', 'acme', '--json'], { timeout: 120_000 });
          const found = await until(
            () => ada.get('/runs').then(({ body }) => body.items[0]),
            (run) => run !== undefined && run.progress !== null,
          );
          expect(found).toMatchObject({ id: 'acme-1', status: 'running', startedBy: 'command line' });
          const busy = await ada.post('/connectors/acme/runs', {});
          expect([busy.status, busy.body.kind, busy.body.run]).toEqual([409, 'busy', 'acme-1']);
          expect((await ada.post('/runs/acme-1/cancel', undefined)).status).toBe(202);
          const finished = await typed.finished;
          expect(finished.code).toBe(130);
          expect(finished.json<RunDocument>().status).toBe('cancelled');
          expect((await ada.get('/runs/acme-1')).body.status).toBe('cancelled');
          // The same commands keep working beside it.
          const whole = await program.ok(['sync', 'acme', '--json'], { timeout: 120_000 });
          expect(whole.json<RunDocument>().counts.added).toBe(many);
          expect((await ada.get('/connectors')).body.items[0]).toMatchObject({ people: many, health: 'ok' });
          const versions = (await ada.get('/connectors/acme/versions')).body.items;
          expect(versions.map(({ by }: { by: string }) => by)).toEqual(['command line']);
          expect(await end(service)).toBe(0);
        }),
      240_000,
    );

    test.each(['SIGKILL', 'SIGTERM'] as const)(
      'that is ended by %s in the middle of a run goes on with it',
      (signal) =>
        withProgram(create, async (program) => {
          await fileConnector(program, people(many));
          const first = await serve(program);
          const { body: run } = await first.ada.post('/connectors/acme/runs', { full: true });
          await reaches(first.ada, run.id, 'plan', 'apply');
          const code = await end(first, signal);
          expect(code).toBe(signal === 'SIGTERM' ? 0 : null);
          const second = await serve(program);
          const { ada } = second;
          const next = await until(
            () => ada.get('/runs').then(({ body }) => body.items[0]),
            ({ id }) => id !== run.id,
          );
          expect(next).toMatchObject({ id: 'acme-2', startedBy: 'ada', simulated: false });
          expect(await over(ada, next.id)).toMatchObject({ status: 'succeeded' });
          const before = (await ada.get(`/runs/${run.id}`)).body;
          expect(before.status).toBe(signal === 'SIGTERM' ? 'cancelled' : 'failed');
          expect(before.finishedAt).not.toBeNull();
          const { items } = (await ada.get('/directories')).body;
          expect(items).toMatchObject([{ users: many, active: many }]);
          const third = (await ada.post('/connectors/acme/runs', {})).body;
          expect((await over(ada, third.id)).counts).toMatchObject({ notModified: many, added: 0 });
          expect(await end(second)).toBe(0);
        }),
      240_000,
    );
  });
}
