/** A person as a test adds them. */
export interface Person {
  readonly uid: string;
  readonly cn: string;
  readonly mail: string;
}

/** Who is in a group: at least one person or group, because some systems know no empty group. */
export interface Members {
  /** By uid. */
  readonly users?: readonly string[];
  /** By name. */
  readonly groups?: readonly string[];
}

/** The company behind a source, as its own administrator edits it. People go by their uid, groups by their name. */
export interface EditableCompany {
  addUser(person: Person): Promise<void>;
  changeUser(uid: string, changes: Partial<Omit<Person, 'uid'>>): Promise<void>;
  removeUser(uid: string): Promise<void>;
  /** Deletes the person and adds one with the same attributes, who gets a new id. */
  recreateUser(uid: string): Promise<void>;
  addGroup(name: string, members: Members): Promise<void>;
  changeGroup(name: string, members: Members): Promise<void>;
  removeGroup(name: string): Promise<void>;
}

export interface PlainUser extends Person {
  readonly id: string;
}

export interface PlainGroup {
  readonly id: string;
  readonly name: string;
  /** Ids of people and groups; a member that is gone keeps its last id. */
  readonly members: readonly string[];
}

/** One edit; without `now` the thing is gone. */
export type Edit =
  | { readonly kind: 'user'; readonly id: string; readonly now?: PlainUser }
  | { readonly kind: 'group'; readonly id: string; readonly now?: PlainGroup };

/** A company in memory for sources that are made from one: files, fakes. `edited` is told of every edit. */
export class PlainCompany implements EditableCompany {
  readonly users = new Map<string, PlainUser>();
  readonly groups = new Map<string, PlainGroup>();
  readonly #edited: (edit: Edit, company: PlainCompany) => Promise<void>;
  #lastId = 0;

  constructor(edited: (edit: Edit, company: PlainCompany) => Promise<void>) {
    this.#edited = edited;
  }

  async addUser(person: Person): Promise<void> {
    await this.#setUser({ ...person, id: this.#nextId('person') });
  }

  async changeUser(uid: string, changes: Partial<Omit<Person, 'uid'>>): Promise<void> {
    await this.#setUser({ ...this.#user(uid), ...changes });
  }

  async removeUser(uid: string): Promise<void> {
    const { id } = this.#user(uid);
    this.users.delete(uid);
    await this.#edited({ kind: 'user', id }, this);
  }

  async recreateUser(uid: string): Promise<void> {
    const person = this.#user(uid);
    await this.removeUser(uid);
    await this.addUser(person);
  }

  async addGroup(name: string, members: Members): Promise<void> {
    await this.#setGroup({ id: this.#nextId('group'), name, members: this.#ids(members) });
  }

  async changeGroup(name: string, members: Members): Promise<void> {
    await this.#setGroup({ ...this.#group(name), members: this.#ids(members) });
  }

  async removeGroup(name: string): Promise<void> {
    const { id } = this.#group(name);
    this.groups.delete(name);
    await this.#edited({ kind: 'group', id }, this);
  }

  async #setUser(now: PlainUser): Promise<void> {
    this.users.set(now.uid, now);
    await this.#edited({ kind: 'user', id: now.id, now }, this);
  }

  async #setGroup(now: PlainGroup): Promise<void> {
    this.groups.set(now.name, now);
    await this.#edited({ kind: 'group', id: now.id, now }, this);
  }

  #ids({ users = [], groups = [] }: Members): readonly string[] {
    return [...users.map((uid) => this.#user(uid).id), ...groups.map((name) => this.#group(name).id)];
  }

  #user(uid: string): PlainUser {
    const user = this.users.get(uid);
    if (user === undefined) throw new Error(`The test's company has no person "${uid}".`);
    return user;
  }

  #group(name: string): PlainGroup {
    const group = this.groups.get(name);
    if (group === undefined) throw new Error(`The test's company has no group "${name}".`);
    return group;
  }

  #nextId(kind: string): string {
    this.#lastId += 1;
    return `${kind}-${this.#lastId}`;
  }
}
