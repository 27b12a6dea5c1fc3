import { knownFaults } from '../conformance/store/known-faults.ts';
import { storeConformance } from '../conformance/store.ts';
import { engines } from '../harness/engines.ts';

const oneConnection = 'two transactions that begin at once on one connection';

for (const engine of engines.filter(({ name }) => name === 'SQLite')) {
  storeConformance(engine, {
    ...knownFaults,
    'leases: of many who come at once one gets it, on however many stores': oneConnection,
    'runs: begun at once on two stores, each has a number of its own': oneConnection,
  });
}
