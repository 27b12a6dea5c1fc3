import { knownFaults } from '../conformance/store/known-faults.ts';
import { storeConformance } from '../conformance/store.ts';
import { engines } from '../harness/engines.ts';

for (const engine of engines.filter(({ name }) => name === 'PostgreSQL')) {
  storeConformance(engine, {
    ...knownFaults,
    'directories: a name that no account can have finds none': 'PostgreSQL refuses a text with a NUL character',
  });
}
