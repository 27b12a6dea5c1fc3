import type { AccountState } from '../../../src/core/people.ts';
import { noCounts } from '../../../src/core/runs.ts';
import { account } from '../../conformance/items.ts';
import { StoreUnderTest } from '../../conformance/store/subject.ts';
import type { TestService } from '../service.ts';

/** People and groups of the directory `main`, as a run leaves them. */
export class People {
  readonly #subject: StoreUnderTest;

  private constructor(service: TestService) {
    this.#subject = new StoreUnderTest(service.store, async () => service.store);
  }

  static async of(service: TestService): Promise<People> {
    const people = new People(service);
    await people.#subject.connector();
    await service.store.directories.ensure('main', 'own');
    await people.#subject.run();
    return people;
  }

  async add(username: string, changes: Partial<AccountState> = {}, ...groups: readonly string[]): Promise<number> {
    await this.#subject.apply('main', [this.#subject.create(account(username, changes), { addGroups: groups })]);
    await this.over();
    return this.#subject.number('main', username);
  }

  async addMany(people: readonly AccountState[], ...groups: readonly string[]): Promise<void> {
    await this.#subject.apply(
      'main',
      people.map((one) => this.#subject.create(one, { addGroups: groups })),
    );
    await this.over();
  }

  async change(username: string, changes: Partial<AccountState>, moved: { add?: string[]; remove?: string[] } = {}) {
    const { number, before } = await this.#known(username);
    const after = { ...before, ...changes };
    const groups = { addGroups: moved.add ?? [], removeGroups: moved.remove ?? [] };
    const change = this.#subject.change({ action: 'update', account: number, before, after, ...groups });
    await this.#subject.apply('main', [change]);
    await this.over();
  }

  async remove(username: string): Promise<void> {
    const { number, before } = await this.#known(username);
    await this.#subject.apply('main', [this.#subject.change({ action: 'delete', account: number, before })]);
    await this.over();
  }

  async groups(...names: readonly string[]): Promise<void> {
    const make = (group: string) => this.#subject.change({ action: 'create-group', status: null, group });
    await this.#subject.apply('main', names.map(make));
    await this.over();
  }

  async deleteGroup(group: string): Promise<void> {
    await this.#subject.apply('main', [this.#subject.change({ action: 'delete-group', status: null, group })]);
    await this.over();
  }

  async nest(group: string, moved: { into?: string[]; outOf?: string[] }): Promise<void> {
    const groups = { addGroups: moved.into ?? [], removeGroups: moved.outOf ?? [] };
    await this.#subject.apply('main', [
      this.#subject.change({ action: 'update-group', status: null, group, ...groups }),
    ]);
    await this.over();
  }

  /** Begins to write, as a run in its middle. */
  async halfDone(username: string): Promise<void> {
    await this.#subject.apply('main', [this.#subject.create(account(username))]);
  }

  /** What was written so far is a run that is over. */
  async over(): Promise<void> {
    const end = { kind: 'full', status: 'succeeded', counts: noCounts, messages: [], guards: [], phases: {} } as const;
    await this.#subject.store.runs.finish('acme-1', { ...end, coversAll: true, now: 0 });
  }

  async #known(username: string) {
    const number = await this.#subject.number('main', username);
    const before = await this.#subject.store.directories.find('main', { number });
    if (before === undefined) throw new Error(`There is no ${username}.`);
    return { number, before };
  }
}
