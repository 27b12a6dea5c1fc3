import { z } from 'zod';
import { Failure } from '../../../core/errors.ts';
import type { Run, Store } from '../../../core/ports/store/index.ts';

/** The id of a run in an address. */
export const ofRun = z.object({ id: z.string().min(1).max(100) });

export const tags = ['runs'];

export async function requireRun({ runs }: Store, id: string): Promise<Run> {
  const run = await runs.get(id);
  if (run !== undefined) return run;
  throw new Failure('not-found', `There is no run "${id}".`, { remedy: 'Choose one from the history.' });
}
