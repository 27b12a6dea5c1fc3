import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PlainCompany } from '../../conformance/source.ts';

const pageSize = 10;

/** A phone book on loopback, with the company that a test edits. */
export class PhonebookServer {
  readonly company = new PlainCompany(async () => {});
  /** Who asks with another token is refused. */
  token: string;
  readonly #server: Server;

  private constructor(token: string) {
    this.token = token;
    this.#server = createServer((request, response) => {
      const refused = request.headers.authorization !== `Bearer ${this.token}`;
      response.writeHead(refused ? 403 : 200, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify(refused ? {} : this.#answer(new URL(request.url ?? '/', 'http://phonebook.test'))));
    });
  }

  static async start(token: string): Promise<PhonebookServer> {
    const phonebook = new PhonebookServer(token);
    phonebook.#server.listen(0, '127.0.0.1');
    await once(phonebook.#server, 'listening');
    return phonebook;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer({ pathname, searchParams }: URL): unknown {
    const [[name, value] = ['', '']] = [...searchParams];
    if (pathname === '/groups') {
      const groups = [...this.company.groups.values()];
      return { groups: name === 'member' ? groups.filter(({ members }) => members.includes(value)) : groups };
    }
    const people = [...this.company.users.values()];
    if (name !== 'page') {
      return {
        people: people.filter((one) => Object.entries(one).some(([key, own]) => key === name && own === value)),
      };
    }
    const start = (Number(value) - 1) * pageSize;
    return { people: people.slice(start, start + pageSize), more: start + pageSize < people.length };
  }
}
