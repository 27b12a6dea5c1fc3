import { FaultPlan, MemoryCompany, memoryCapabilities, memorySource } from '../../src/sources/memory/index.ts';
import { PlainCompany, sourceConformance } from '../conformance/source.ts';

sourceConformance('memory', {
  capabilities: memoryCapabilities,
  open: async () => {
    const behind = new MemoryCompany();
    const company = new PlainCompany(async (edit) => {
      if (edit.kind === 'group') {
        if (edit.now === undefined) behind.removeGroup(edit.id);
        else behind.group(edit.id, edit.now.name, edit.now.members);
      } else if (edit.now === undefined) behind.removeUser(edit.id);
      else {
        const { uid, cn, mail } = edit.now;
        behind.user(edit.id, Object.assign(Object.create(null), { uid, cn, mail }));
      }
    });
    const setPassword = async (uid: string, password: string) => {
      behind.password(company.users.get(uid)?.id ?? '', password);
    };
    return { source: memorySource(behind, new FaultPlan()), company, setPassword, close: async () => {} };
  },
  skip: {
    'a missing permission is a result of the test, and a failure of everything else': 'memory needs no permission',
    'where the source itself is not let in, no password is right or wrong, and none is told':
      'memory needs no permission',
  },
});
