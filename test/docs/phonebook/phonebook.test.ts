import { sourceConformance } from '../../conformance/source.ts';
import { PhonebookServer } from './fake.ts';
import { phonebookSource } from './source.ts';

const token = 'token-of-the-test';

sourceConformance('phonebook', {
  capabilities: phonebookSource.capabilities,
  secrets: [token],
  open: async () => {
    const server = await PhonebookServer.start(token);
    return {
      source: phonebookSource.open({ url: server.url, token }, ['uid', 'cn', 'mail']),
      company: server.company,
      deny: async () => {
        server.token = 'another token';
      },
      close: () => server.stop(),
    };
  },
});
