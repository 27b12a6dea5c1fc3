import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Person {
  readonly login: string;
  readonly name: string;
  readonly team: string;
  id: string;
}

const teams = ['engineering', 'sales', 'support', 'people'];

/** The company of the story: a folder of CSV files, as an export of an identity provider would write them. */
export class DemoCompany {
  readonly folder: string;
  readonly people: Person[] = [];
  #lastId = 0x2ceb_de31;

  constructor(folder: string) {
    this.folder = folder;
    this.#hire('carla', 'Carla Ruiz', 'sales');
    // Written in capitals at the provider; the mapping makes lower case of it.
    this.#hire('JOERG.MUELLER', 'Jörg Müller', 'engineering');
    for (let index = 1; index <= 58; index += 1) {
      this.#hire(`person${String(index).padStart(2, '0')}`, `Person ${index}`, teams[index % teams.length] ?? 'people');
    }
  }

  find(login: string): Person {
    const person = this.people.find((candidate) => candidate.login === login);
    if (person === undefined) throw new Error(`There is no ${login} in the story.`);
    return person;
  }

  /** Deleted at the provider and created again under the same name: the id is another one. */
  recreate(login: string): void {
    this.find(login).id = this.#newId();
  }

  async write(): Promise<void> {
    const rows = this.people.map(({ id, login, name }) => `${id},${login},${name},${login.toLowerCase()}@acme.test`);
    const members = this.people.flatMap(({ id, team }) => [`staff,${id}`, `${team},${id}`]);
    await this.#file('users.csv', ['id,login,name,mail', ...rows]);
    await this.#file('members.csv', ['group,member', ...members]);
  }

  async #file(name: string, lines: readonly string[]): Promise<void> {
    await writeFile(join(this.folder, name), `${lines.join('\n')}\n`);
  }

  #hire(login: string, name: string, team: string): void {
    this.people.push({ id: this.#newId(), login, name, team });
  }

  #newId(): string {
    this.#lastId += 1;
    return `${this.#lastId.toString(16)}-4a06-4d06-8793-580bd2093f9a`;
  }
}

/** The connector of the story, matched by `primaryAttribute`. */
export function demoConnector(folder: string, primaryAttribute: 'file_ID' | 'username'): string {
  return `connectors:
  - id: acme
    source: { type: file, path: ${JSON.stringify(folder)} }
    target: { type: directory }
    provisioning:
      primaryAttribute: ${primaryAttribute}
      attributes:
        username: { from: login, steps: [lower] }
        fullName: name
        email: mail
`;
}
