import { setImmediate } from 'node:timers/promises';
import type { Source, SourceEvent } from '../../core/ports/source.ts';

/** Whoever else has something to do in this thread waits no longer than this and one page. */
const longestTurnMs = 10;

/**
 * A source that lets others have their turn between its pages. One that has them at hand, such as a file, would otherwise
 * keep the thread until its end: promises alone never let signals, timers and the network in.
 */
export function considerateSource(source: Source): Source {
  return {
    read: (signal) => takingTurns(source.read(signal)),
    changes: (cursor, signal) => takingTurns(source.changes(cursor, signal)),
    find: (query, signal) => source.find(query, signal),
    authenticate: (sourceId, password, signal) => source.authenticate(sourceId, password, signal),
    test: (signal) => source.test(signal),
    close: () => source.close(),
  };
}

async function* takingTurns(events: AsyncIterable<SourceEvent>): AsyncIterable<SourceEvent> {
  let began = performance.now();
  for await (const event of events) {
    yield event;
    if (performance.now() - began < longestTurnMs) continue;
    await setImmediate();
    began = performance.now();
  }
}
