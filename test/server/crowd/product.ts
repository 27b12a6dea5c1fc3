import type { Element } from '@xmldom/xmldom';
import { Caller, element, elements, nameOf, textOf, xml } from './caller.ts';

/** Somebody as a product keeps them; the key is what it recognizes them by. */
export interface KeptUser {
  readonly key: string;
  readonly name: string;
  readonly fullName: string;
  readonly email: string;
  readonly active: boolean;
}

/** What a product has of the directories. */
export interface Copy {
  readonly users: readonly KeptUser[];
  readonly groups: {
    readonly [name: string]: { readonly users: readonly string[]; readonly groups: readonly string[] };
  };
}

const everything = '<null-search-restriction/>';

/**
 * A product that synchronizes as Jira does: everything at first, then by events, each of which must be possible as it
 * comes. An event that is not, such as a name that somebody else still has, throws.
 */
export class Product {
  #caller: Caller;
  #token: string | undefined;
  /** How often it read everything. */
  fullSyncs = 0;
  readonly #users = new Map<string, KeptUser>();
  readonly #keys = new Map<string, string>();
  readonly #groups = new Map<string, { name: string; users: Set<string>; groups: Set<string> }>();

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async synchronize(): Promise<Copy> {
    if (this.#token === undefined || !(await this.#readEvents(this.#token))) await this.#readEverything();
    return this.copy();
  }

  /** The service is somewhere else now. */
  follow(url: string): void {
    this.#caller = new Caller(url, this.#caller.name, this.#caller.password);
  }

  /** After a restart, a product reads everything. */
  restart(): void {
    this.#token = undefined;
  }

  copy(): Copy {
    const names = new Map([...this.#users.values()].map(({ key, name }) => [key, name]));
    const groups = [...this.#groups.values()].map(({ name, users, groups: children }) => {
      const members = [...users].map((key) => names.get(key) ?? '');
      const nested = [...children].map((key) => this.#groups.get(key)?.name ?? '');
      return [name, { users: members.sort(), groups: nested.sort() }] as const;
    });
    return {
      users: [...this.#users.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
      groups: Object.fromEntries(groups.sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }

  async #readEverything(): Promise<void> {
    this.fullSyncs += 1;
    const events = await this.#ask('GET', '/event');
    if (events.getAttribute('incrementalSynchronisationAvailable') !== 'true') throw new Error('There are no events.');
    const token = events.getAttribute('newEventToken') ?? '';
    const [users, groups] = await Promise.all([
      this.#ask('POST', '/search?entity-type=user&start-index=0&max-results=-1&expand=user', everything),
      this.#ask('POST', '/search?entity-type=group&start-index=0&max-results=-1&expand=group', everything),
    ]);
    this.#users.clear();
    this.#keys.clear();
    this.#groups.clear();
    for (const user of elements(users)) this.#keep(keptUser(user));
    for (const group of elements(groups)) this.#groups.set(fold(nameOf(group)), emptyGroup(nameOf(group)));
    for (const membership of elements(await this.#ask('GET', '/group/membership'))) this.#keepMembership(membership);
    this.#token = token;
  }

  /** What is not there any more, as things went on since, is left to the next events. */
  #keepMembership(membership: Element): void {
    const group = this.#groups.get(fold(membership.getAttribute('group') ?? ''));
    if (group === undefined) return;
    for (const user of elements(element(membership, 'users'))) {
      const found = this.#named(nameOf(user));
      if (found !== undefined) group.users.add(found.key);
    }
    for (const child of elements(element(membership, 'groups'))) group.groups.add(fold(nameOf(child)));
  }

  /** False when everything has to be read instead. */
  async #readEvents(token: string): Promise<boolean> {
    const answer = await this.#caller.get(`/event/${token}`);
    if (answer.reason === 'EVENT_TOKEN_EXPIRED' && ![401, 403, 404].includes(answer.status)) return false;
    if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
    const events = xml(answer.text);
    for (const event of elements(events)) this.#follow(event);
    this.#token = events.getAttribute('newEventToken') ?? '';
    return true;
  }

  #follow(event: Element): void {
    const operation = textOf(event, 'operation') ?? '';
    switch (event.tagName) {
      case 'userEvent':
        this.#followUser(operation, element(event, 'user'));
        break;
      case 'groupEvent':
        this.#followGroup(operation, nameOf(element(event, 'group')));
        break;
      case 'userMembershipEvent':
        this.#followMemberships(element(event, 'childUser'), element(event, 'parentGroups'));
        break;
      case 'groupMembershipEvent':
        this.#followNestings(event);
        break;
      default:
        throw new Error(`There is no event ${event.tagName}.`);
    }
  }

  #followUser(operation: string, user: Element): void {
    if (operation !== 'DELETED') {
      this.#keep(keptUser(user));
      return;
    }
    const found = this.#named(nameOf(user));
    if (found === undefined) throw new Error(`${nameOf(user)} cannot be deleted: nobody has the name.`);
    this.#users.delete(found.key);
    this.#keys.delete(fold(found.name));
    for (const group of this.#groups.values()) group.users.delete(found.key);
  }

  #keep(user: KeptUser): void {
    const other = this.#named(user.name);
    if (other !== undefined && other.key !== user.key) throw new Error(`${user.name} is the name of somebody else.`);
    this.#keys.delete(fold(this.#users.get(user.key)?.name ?? ''));
    this.#keys.set(fold(user.name), user.key);
    this.#users.set(user.key, user);
  }

  #followGroup(operation: string, name: string): void {
    const key = fold(name);
    if (operation !== 'DELETED') {
      const known = this.#groups.get(key);
      if (operation === 'CREATED' && known !== undefined) throw new Error(`The group ${name} is there already.`);
      if (known === undefined) this.#groups.set(key, emptyGroup(name));
      return;
    }
    if (!this.#groups.delete(key)) throw new Error(`The group ${name} cannot be deleted: it is not there.`);
    for (const group of this.#groups.values()) group.groups.delete(key);
  }

  /** Only `UPDATED` says all that there are. */
  #followMemberships(childUser: Element, parentGroups: Element): void {
    const user = this.#named(nameOf(childUser));
    if (user === undefined) throw new Error(`Nobody is called ${nameOf(childUser)}.`);
    for (const group of this.#groups.values()) group.users.delete(user.key);
    for (const parent of elements(parentGroups)) this.#group(nameOf(parent)).users.add(user.key);
  }

  #followNestings(event: Element): void {
    const key = fold(nameOf(element(event, 'group')));
    const children = elements(element(event, 'childGroups')).map((child) => fold(nameOf(child)));
    this.#group(key).groups = new Set(children);
    for (const group of this.#groups.values()) group.groups.delete(key);
    for (const parent of elements(element(event, 'parentGroups'))) this.#group(nameOf(parent)).groups.add(key);
  }

  #named(name: string): KeptUser | undefined {
    return this.#users.get(this.#keys.get(fold(name)) ?? '');
  }

  #group(name: string) {
    const group = this.#groups.get(fold(name));
    if (group === undefined) throw new Error(`There is no group ${name}.`);
    return group;
  }

  async #ask(method: string, path: string, body?: string): Promise<Element> {
    const answer = await this.#caller.ask(method, path, { body });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return xml(answer.text);
  }
}

const fold = (name: string): string => name.normalize('NFC').toLowerCase();

const emptyGroup = (name: string) => ({ name, users: new Set<string>(), groups: new Set<string>() });

function keptUser(user: Element): KeptUser {
  const key = textOf(user, 'key') ?? '';
  if (key === '') throw new Error(`${nameOf(user)} has no key: a rename would be a new person.`);
  return {
    key,
    name: nameOf(user),
    fullName: textOf(user, 'display-name') ?? '',
    email: textOf(user, 'email') ?? '',
    active: textOf(user, 'active') === 'true',
  };
}
