import type { DirectoryState, ServingStore } from '../../core/ports/store/index.ts';
import { unavailable } from './refusal.ts';
import { whenWhole } from './whole.ts';

/**
 * The state of the directories, once no run is half done. Throws a refusal while nothing has been synced into one of them:
 * a product that is told of nobody deletes everybody.
 */
export async function loadedState(
  serving: ServingStore,
  directories: readonly string[],
  signal: AbortSignal,
): Promise<readonly DirectoryState[]> {
  const states = await whenWhole(() => serving.state(directories), signal);
  const empty = states.find(({ event }) => event === 0);
  if (empty === undefined) return states;
  throw unavailable(`Nobody has been synced into the directory "${empty.directory}" yet.`, 60);
}
