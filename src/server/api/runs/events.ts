import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { RunAnswer, RunEvent } from '../../../api/index.ts';
import type { Store } from '../../../core/ports/store/index.ts';
import { runAnswer } from '../../answers/run.ts';
import type { ServiceContext } from '../../context.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { goneSignal } from '../../http/gone-signal.ts';
import { ofRun, requireRun, tags } from './params.ts';

const lookEveryMs = 500;
/** A proxy that hears nothing for a minute closes the connection. */
const heartbeatMs = 15_000;
/** The id of the last event of a run. */
const over = 'over';

/** How a run goes on, as server-sent events. Every connection begins with the run as it stands, so none misses anything. */
export function runEventRoutes(app: ApiApp, { store }: ServiceContext): void {
  const stopping = new AbortController();
  app.addHook('preClose', async () => stopping.abort());
  app.get(
    '/runs/:id/events',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'How a run goes on (text/event-stream): `run` whenever it changed, `progress` in between',
        tags,
        params: ofRun,
        response: { 200: z.string(), 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { id } = await requireRun(store, request.params.id);
      // A browser would come back for ever; this tells it that there is nothing more to come.
      if (request.headers['last-event-id'] === over) return reply.code(204).send();
      const signal = AbortSignal.any([goneSignal(reply), stopping.signal]);
      const stream = Readable.from(texts(store, id, signal), { objectMode: false });
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('x-accel-buffering', 'no')
        .send(stream as unknown as string);
    },
  );
}

async function* texts(store: Store, id: string, signal: AbortSignal): AsyncGenerator<string> {
  yield 'retry: 1000\n\n';
  let number = 0;
  let silentMs = 0;
  for await (const event of runEvents(store, id, signal)) {
    silentMs += lookEveryMs;
    if (event !== undefined) {
      number += 1;
      silentMs = 0;
      const isLast = event.type === 'run' && event.run.status !== 'running';
      const data = JSON.stringify(event.type === 'run' ? event.run : event.progress);
      yield `id: ${isLast ? over : number}\nevent: ${event.type}\ndata: ${data}\n\n`;
    } else if (silentMs >= heartbeatMs) {
      silentMs = 0;
      yield ': still here\n\n';
    }
  }
}

/** What is new at each look; undefined when nothing is. Ends after the run, or when the signal is raised. */
async function* runEvents(store: Store, id: string, signal: AbortSignal): AsyncGenerator<RunEvent | undefined> {
  let known: RunAnswer | undefined;
  while (!signal.aborted) {
    const run = await store.runs.get(id);
    if (run === undefined) return;
    const now = runAnswer(run);
    yield newsOf(known, now);
    if (now.status !== 'running') return;
    known = now;
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => {});
  }
}

function newsOf(known: RunAnswer | undefined, now: RunAnswer): RunEvent | undefined {
  if (known === undefined || known.status !== now.status) return { type: 'run', run: now };
  if (now.progress === null || now.progress.at === known.progress?.at) return undefined;
  const counted = JSON.stringify(now.counts) !== JSON.stringify(known.counts);
  return counted ? { type: 'run', run: now } : { type: 'progress', progress: now.progress };
}
