import { storeConformance } from '../conformance/store.ts';
import { temporaryFolder } from '../harness/installation.ts';
import { storeInThread } from '../harness/work-thread.ts';

storeConformance(
  {
    name: 'SQLite in a thread',
    missing: undefined,
    create: async () => {
      const folder = await temporaryFolder();
      return { open: () => storeInThread(folder.path), remove: folder.remove };
    },
  },
  {},
);
