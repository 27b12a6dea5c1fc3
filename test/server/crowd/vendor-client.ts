import type { Caller } from './caller.ts';

interface Person {
  readonly username: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly displayname: string;
  readonly email: string;
  readonly active: boolean;
  readonly attributes: readonly object[];
}

interface Members {
  get(name: string, other: string, nested?: boolean): Promise<unknown>;
  list(name: string, nested?: boolean, start?: number, most?: number, expand?: boolean): Promise<readonly unknown[]>;
  add(name: string, other: string): Promise<unknown>;
  remove(name: string, other: string): Promise<unknown>;
}

interface Attributes {
  list(name: string): Promise<{ readonly attributes: object }>;
  set(name: string, attributes: object): Promise<unknown>;
  remove(name: string, attribute: string): Promise<unknown>;
}

/** What the tests use of the npm package `atlassian-crowd-client`. */
export interface CrowdClient {
  readonly user: {
    get(name: string, withAttributes?: boolean): Promise<Person>;
    create(user: object): Promise<Person>;
    update(name: string, user: object): Promise<unknown>;
    rename(from: string, to: string): Promise<unknown>;
    remove(name: string): Promise<unknown>;
    readonly attributes: Attributes;
    readonly password: { set(name: string, password: string): Promise<unknown> };
    readonly groups: Members;
  };
  readonly group: {
    get(name: string): Promise<{ readonly groupname: string; readonly active: boolean }>;
    create(group: object): Promise<unknown>;
    update(name: string, group: object): Promise<unknown>;
    remove(name: string): Promise<unknown>;
    membership(): Promise<string>;
    readonly users: Members;
    readonly parents: Members;
    readonly children: Members;
  };
  readonly authentication: { authenticate(name: string, password: string): Promise<Person> };
  readonly search: {
    user(query: string, expand?: boolean): Promise<readonly unknown[]>;
    group(query: string, expand?: boolean): Promise<readonly unknown[]>;
  };
  readonly session: {
    create(name: string, password: string): Promise<{ readonly token: string; readonly expiresAt: Date }>;
    createUnvalidated(name: string): Promise<{ readonly token: string }>;
    validate(token: string): Promise<{ readonly token: string }>;
    getUser(token: string): Promise<Person>;
    remove(token: string): Promise<unknown>;
    removeAll(name: string): Promise<unknown>;
  };
  readonly config: { cookie(): Promise<object> };
  readonly userModel: new (...parts: readonly unknown[]) => object;
  readonly groupModel: new (...parts: readonly unknown[]) => object;
  readonly attributesModel: new (attributes: object) => object;
}

/** The package as it is, logged in as the application. */
export async function vendorClient({ base, name, password }: Caller): Promise<CrowdClient> {
  // @ts-expect-error: the package has no types.
  const { default: Client } = await import('atlassian-crowd-client');
  // It takes values for JSON unless it is told that they are texts.
  const parsers = { attributesParser: String, attributesEncoder: String };
  return new Client({ baseUrl: base, application: { name, password }, ...parsers }) as CrowdClient;
}
