import { storeConformance } from '../conformance/store.ts';
import { engines } from '../harness/engines.ts';

for (const engine of engines.filter(({ name }) => name === 'SQLite')) storeConformance(engine, {});
