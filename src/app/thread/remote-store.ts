import type { DirectoryStore, Planning, PlanStore, Store } from '../../core/ports/store/index.ts';
import type { Peer } from './peer.ts';

type Parts = Omit<Store, 'close'>;

/** The methods that give pages; the compiler sees to it that none is forgotten. */
type Paged<T> = {
  readonly [M in keyof T as T[M] extends (...args: never[]) => AsyncIterable<unknown> ? M : never]: true;
};

const paged: { readonly [P in keyof Parts]: Paged<Parts[P]> } & { readonly planning: Paged<Planning> } = {
  connectors: {},
  leases: {},
  runs: {},
  snapshots: { index: true, refs: true, insiders: true },
  plans: {},
  directories: { users: true, groups: true, members: true },
  results: { list: true },
  administrators: {},
  sessions: {},
  tokens: {},
  audit: {},
  secrets: {},
  settings: {},
  applications: {},
  passwords: {},
  serving: { users: true, groups: true, memberships: true },
  signOns: {},
  planning: { present: true, absent: true },
};

/** The methods that each part of a store has. */
export type PartMethods = { readonly [P in keyof Parts]: readonly string[] };

export function methodsOf(parts: Parts): PartMethods {
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, Object.keys(part)]),
  ) as unknown as PartMethods;
}

/** A store that lives in the other thread. */
export function remoteStore(peer: Peer, methods: PartMethods, close: () => Promise<void>): Store {
  const part = <P extends keyof Parts>(name: P, own: object = {}): Parts[P] => ({
    ...remote<Parts[P]>(peer, name, methods[name], paged[name]),
    ...own,
  });
  return {
    connectors: part('connectors'),
    leases: part('leases'),
    runs: part('runs'),
    snapshots: part('snapshots'),
    plans: part('plans', { plan: remotePlan(peer) }),
    directories: part('directories', { mirror: remoteMirror(peer) }),
    results: part('results'),
    administrators: part('administrators'),
    sessions: part('sessions'),
    tokens: part('tokens'),
    audit: part('audit'),
    secrets: part('secrets'),
    settings: part('settings'),
    applications: part('applications'),
    passwords: part('passwords'),
    serving: part('serving'),
    signOns: part('signOns'),
    close,
  };
}

/** An object whose methods are calls of the other thread. */
function remote<T>(peer: Peer, object: string, methods: readonly string[], pages: object): T {
  const call = (method: string) =>
    method in pages
      ? (...args: unknown[]) => peer.pages(object, method, args)
      : (...args: unknown[]) => peer.call(object, method, args);
  return Object.fromEntries(methods.map((method) => [method, call(method)])) as T;
}

type Rules = Parameters<PlanStore['plan']>[0];

/** The other thread holds the connection and lends what it plans with; `work` is lent to it. */
function remotePlan(peer: Peer): PlanStore['plan'] {
  return async <T>(rules: Rules, work: (planning: Planning) => Promise<T>): Promise<T> => {
    const came: { value?: T } = {};
    const worker = peer.expose({
      work: async (name: string, known: Partial<Planning>, methods: readonly string[]) => {
        const planning = remote<Planning>(peer, name, methods, paged.planning);
        came.value = await work({ ...planning, ...known });
      },
    });
    try {
      await peer.call('planner', 'plan', [rules, worker]);
      return came.value as T;
    } finally {
      peer.withdraw(worker);
    }
  };
}

/** The other end of `remotePlan`. */
export function planner(peer: Peer, plans: PlanStore) {
  return {
    plan: (rules: Rules, worker: string) =>
      plans.plan(rules, async (planning) => {
        // What is no method is known from the start.
        const parts = Object.entries(planning);
        const methods = parts.flatMap(([key, part]) => (typeof part === 'function' ? key : []));
        const known = Object.fromEntries(parts.filter(([, part]) => typeof part !== 'function'));
        const name = peer.expose(planning);
        try {
          await peer.call(worker, 'work', [name, known, methods]);
        } finally {
          peer.withdraw(name);
        }
      }),
  };
}

type Listings = Parameters<DirectoryStore['mirror']>;

/** What a mirror is made equal to, at the end that reads the target. */
interface Lister {
  accounts(): Listings[1];
  groups(): Listings[2];
}

function remoteMirror(peer: Peer): DirectoryStore['mirror'] {
  return async (directory, accounts, groups) => {
    const lister: Lister = { accounts: () => accounts, groups: () => groups };
    const name = peer.expose(lister);
    try {
      await peer.call('mirror', 'mirror', [directory, name]);
    } finally {
      peer.withdraw(name);
    }
  };
}

/** The other end of `remoteMirror`. */
export function mirrorer(peer: Peer, directories: DirectoryStore) {
  return {
    mirror: (directory: string, name: string) => {
      const lister = remote<Lister>(peer, name, ['accounts', 'groups'], { accounts: true, groups: true });
      return directories.mirror(directory, lister.accounts(), lister.groups());
    },
  };
}
