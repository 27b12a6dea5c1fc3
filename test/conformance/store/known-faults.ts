import type { Skips } from '../checks.ts';

/** What both engines do not keep yet. */
export const knownFaults: Skips = {
  'connectors: progress in which nothing is new changes nothing': 'an update without columns is no SQL',
  'an unknown connector is not found: runs.unfinished': 'gives an empty list',
  'an unknown connector is not found: snapshots.members': 'groups go by their numbers alone',
  'an unknown connector is not found: snapshots.commit': 'updates nothing in silence',
  'events: a new group is an event, and moves the revision': 'the group is made before it is looked for',
  'snapshots: what a run wrote is not current before it commits': 'it is seen at once; the lease keeps others away',
};
