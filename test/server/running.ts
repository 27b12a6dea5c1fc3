import { join } from 'node:path';
import { pino } from 'pino';
import { describe } from 'vitest';
import { runsInThread } from '../../src/app/thread/threads.ts';
import { workplaceOn } from '../../src/app/workplace.ts';
import type { Store } from '../../src/core/ports/store/index.ts';
import { ServiceMetrics } from '../../src/server/metrics.ts';
import { openRuns } from '../../src/server/runs.ts';
import { runEngines, type StoreEngine } from '../harness/engines.ts';
import { workThread } from '../harness/work-thread.ts';
import type { Answer, Client } from './client.ts';
import { TestService } from './service.ts';

/** The real service with real runs and real time, on each engine. */
export function runningServices(define: (start: () => Promise<TestService>) => void): void {
  for (const engine of runEngines) {
    describe.skipIf(engine.missing !== undefined)(`on ${engine.name}`, () => define(() => startRunning(engine)));
  }
}

export async function startRunning(engine: StoreEngine): Promise<TestService> {
  const data = await engine.create();
  const metrics = new ServiceMetrics();
  const logger = pino({ level: 'error' }, process.stderr);
  return TestService.on(data, (store, folder) => {
    const placeOn = (own: Store) => workplaceOn(own, join(folder, 'secret.key'));
    // As the program has it: every run has a thread of its own.
    const open = () => runsInThread(workThread, { store: data.location, keyFile: join(folder, 'secret.key') });
    const runs = openRuns({ store, open }, metrics, logger, Date.now);
    return { engine: engine.engine, metrics, logger, clock: Date.now, runs, vault: placeOn(store).vault };
  });
}

/** A connector form: people of a CSV file into the directory `main`. */
export function fileForm(path: string, changes: object = {}): object {
  return { id: 'acme', source: { type: 'file', path }, target: { type: 'directory', directory: 'main' }, ...changes };
}

/** Asks for a run until it is over. */
export async function over(client: Client, run: string): Promise<Answer['body']> {
  return until(
    () => client.get(`/runs/${run}`).then(({ body }) => body),
    ({ status }) => status !== 'running',
  );
}

/** Asks again and again until the answer fits; the test's own time limit ends it. */
export async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
