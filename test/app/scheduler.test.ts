import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runsHere } from '../../src/app/runs/place.ts';
import { RunQueue } from '../../src/app/runs/queue.ts';
import { Scheduler } from '../../src/app/runs/scheduler.ts';
import { workInThread } from '../../src/app/thread/threads.ts';
import type { ConnectorConfig, ScheduleSettings } from '../../src/core/connector.ts';
import { type Failure, isFailure } from '../../src/core/errors.ts';
import type { Run, Store } from '../../src/core/ports/store/index.ts';
import { sweepDeadRuns } from '../../src/engine/dead-runs.ts';
import { csv, people } from '../cli/company.ts';
import { connectorConfig, temporaryFolder } from '../harness/installation.ts';
import { storeInThread, workThread } from '../harness/work-thread.ts';
import { until } from '../server/running.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Midnight, in UTC. */
const midnight = Date.UTC(2026, 5, 1);

/** A service's runs and schedule on data of the test's own, with a clock that the test moves. */
class World {
  now = midnight;
  readonly ended: Run[] = [];
  readonly broken: unknown[] = [];
  readonly living = new Set(['this']);
  readonly runs: RunQueue;
  readonly scheduler: Scheduler;
  readonly store: Store;
  readonly folder: string;
  readonly #remove: () => Promise<void>;
  readonly #servers: Server[] = [];

  constructor(store: Store, folder: string, remove: () => Promise<void>, atOnce = 2) {
    this.store = store;
    this.folder = folder;
    this.#remove = remove;
    const keyFile = join(folder, 'secret.key');
    const process = { name: 'this', mayLive: (holder: string) => this.living.has(holder) };
    const clock = () => this.now;
    const location = { store: { engine: 'sqlite', file: `${folder}/user-sync.db` }, keyFile } as const;
    this.runs = new RunQueue({
      store,
      open: async () => runsHere(await workInThread(workThread, location), { process, clock }),
      process,
      clock,
      atOnce,
      ended: (run) => this.ended.push(run),
      broke: (error) => this.broken.push(error),
    });
    this.scheduler = new Scheduler({
      store,
      runs: this.runs,
      process,
      clock,
      broke: (error) => this.broken.push(error),
    });
  }

  static async open(atOnce?: number): Promise<World> {
    const folder = await temporaryFolder();
    return new World(await storeInThread(folder.path), folder.path, folder.remove, atOnce);
  }

  /** A connector from a file of so many people. */
  async connector(id: string, schedule: Partial<ScheduleSettings> = {}, count = 3): Promise<ConnectorConfig> {
    const path = join(this.folder, `${id}.csv`);
    await writeFile(path, csv(people(count)));
    const blank = connectorConfig(id);
    const config: ConnectorConfig = {
      ...blank,
      source: { type: 'file', options: { path } },
      target: { type: 'directory', options: { directory: id } },
      provisioning: { ...blank.provisioning, mapping: { username: { from: 'username' }, attributes: {} } },
      sync: {
        ...blank.sync,
        schedule: { enabled: true, cron: '0 2 * * *', timeZone: 'UTC', jitterSeconds: 0, ...schedule },
      },
    };
    await this.store.connectors.put(config, this.now);
    return config;
  }

  /** A connector whose source takes the call and never says anything: its runs go on until they are stopped. */
  async stuck(id: string): Promise<void> {
    const config = await this.connector(id);
    const server = createServer((socket) => socket.on('error', () => {}));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#servers.push(server);
    const { port } = server.address() as AddressInfo;
    const source = { type: 'ldap', options: { url: `ldap://127.0.0.1:${port}`, userBase: 'ou=people' } };
    await this.store.connectors.put({ ...config, source }, this.now);
  }

  /** One look at the clock, and until everything that it started is over. */
  async look(): Promise<readonly string[]> {
    const before = this.ended.length;
    await this.scheduler.tick();
    await this.quiet();
    return this.ended.slice(before).map(({ id }) => id);
  }

  async quiet(): Promise<void> {
    while (!this.runs.isIdle) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(this.broken).toEqual([]);
  }

  async close(): Promise<void> {
    await this.runs.stop();
    await this.scheduler.stop();
    for (const server of this.#servers) server.close();
    await this.store.close();
    await this.#remove();
  }
}

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

async function refusal(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (isFailure(error)) return error;
  throw new Error(`Not refused: ${String(error)}`);
}

describe('the schedule', () => {
  test('starts a run at its moment, once, and says who started it', async () => {
    await world.connector('acme');
    world.now = midnight + 2 * hour - 1;
    expect(await world.look()).toEqual([]);
    world.now = midnight + 2 * hour;
    expect(await world.look()).toEqual(['acme-1']);
    expect(await world.look()).toEqual([]);
    expect(world.ended[0]).toMatchObject({ status: 'succeeded', startedBy: 'schedule' });
    const [entry] = await world.store.audit.list({ action: 'run.started' }, { before: 1e9, limit: 1 });
    expect(entry).toMatchObject({ actor: 'schedule', subject: 'run acme-1' });
  });

  test('makes up for moments that were missed with one run', async () => {
    await world.connector('acme', { cron: '*/5 * * * *' });
    world.now = midnight + 50 * hour;
    expect(await world.look()).toEqual(['acme-1']);
    expect(await world.look()).toEqual([]);
  });

  test('knows when something may be due again', async () => {
    await world.connector('acme');
    expect(await world.scheduler.tick()).toBe(midnight + 30_000);
    world.now = midnight + 2 * hour - 5_000;
    expect(await world.scheduler.tick()).toBe(midnight + 2 * hour);
  });

  test('waits for a run that goes on in another process, and then makes up for the moment', async () => {
    await world.connector('acme');
    world.now = midnight + 2 * hour;
    world.living.add('other');
    const lease = { holder: 'other', run: 'acme-7', now: world.now, ttlMs: 10 * minute };
    const answer = await world.store.leases.acquire('acme', lease);
    expect(await world.look()).toEqual([]);
    if (answer.granted) await world.store.leases.release('acme', answer.fence);
    world.now += minute;
    expect(await world.look()).toEqual(['acme-1']);
  });

  test('starts no more connectors at once than there is room for; the others come next', async () => {
    for (const id of ['a', 'b']) await world.stuck(id);
    await world.connector('c');
    world.now = midnight + 2 * hour;
    await world.scheduler.tick();
    await world.scheduler.tick();
    const { items } = await world.store.runs.page({ after: null, limit: 9 });
    expect(items.map(({ id }) => id).toSorted()).toEqual(['a-1', 'b-1']);
    for (const { id } of items) expect(await world.runs.cancel(id)).toBe(true);
    await world.quiet();
    expect(await world.look()).toEqual(['c-1']);
  });

  test('of two nodes one starts the run', async () => {
    await world.connector('acme');
    const store = await storeInThread(world.folder);
    const other = new World(store, world.folder, async () => {});
    world.now = other.now = midnight + 2 * hour;
    await Promise.all([world.scheduler.tick(), other.scheduler.tick()]);
    await Promise.all([world.quiet(), other.quiet()]);
    expect([...world.ended, ...other.ended].map(({ id }) => id)).toEqual(['acme-1']);
    await other.close();
  });

  test('what does not let a run begin stands in the history', async () => {
    const config = await world.connector('acme');
    const source = { type: 'ldap', options: { url: 'ldap://127.0.0.1:1', bindPassword: { env: 'NOT_SET_ANYWHERE' } } };
    await world.store.connectors.put({ ...config, source }, world.now);
    world.now = midnight + 2 * hour;
    await world.look();
    const [run] = await world.store.runs.list('acme', 1);
    expect(run).toMatchObject({ status: 'failed', startedBy: 'schedule', finishedAt: world.now });
    expect(run?.messages[0]).toMatch(/NOT_SET_ANYWHERE is not set/);
  });
});

describe('runs', () => {
  test('of one connector are one at a time; the second is told which one goes on', async () => {
    await world.connector('acme');
    const [first, second] = [world.runs.start('acme', {}, 'ada'), world.runs.start('acme', {}, 'grace')];
    expect((await refusal(second)).kind).toBe('busy');
    const { id } = await first;
    const third = await refusal(world.runs.start('acme', {}, 'grace')).catch(() => undefined);
    if (third !== undefined) expect(third).toMatchObject({ kind: 'busy', existingKey: id });
    await world.quiet();
    expect((await world.store.runs.list('acme', 9)).map(({ status }) => status)).not.toContain('refused');
  });

  test('more than there is room for wait for their turn, and can be cancelled while they do', async () => {
    await world.close();
    world = await World.open(1);
    await world.stuck('long');
    await world.connector('next');
    await world.connector('last');
    const [long, next, last] = [
      await world.runs.start('long', {}, 'ada'),
      await world.runs.start('next', {}, 'ada'),
      await world.runs.start('last', {}, 'ada'),
    ];
    expect(await world.runs.cancel(next.id)).toBe(true);
    await until(
      async () => world.ended,
      (ended) => ended.length === 1,
    );
    expect(await world.runs.cancel(long.id)).toBe(true);
    await world.quiet();
    const statusOf = async ({ id }: Run) => (await world.store.runs.get(id))?.status;
    expect([await statusOf(long), await statusOf(next), await statusOf(last)]).toEqual([
      'cancelled',
      'cancelled',
      'succeeded',
    ]);
    // When the waiting one ends depends on how fast the first one works; that the last one waits for its turn does not.
    const ended = world.ended.map(({ id }) => id);
    expect([...ended].sort()).toEqual([last.id, long.id, next.id].sort());
    expect(ended.indexOf(last.id)).toBeGreaterThan(ended.indexOf(long.id));
  });

  test('that are interrupted are gone on with, once, as they were asked for', async () => {
    await world.connector('acme', { enabled: false }, 4_000);
    const { id } = await world.runs.start('acme', { full: true }, 'ada');
    await world.runs.stop();
    expect(world.ended).toMatchObject([{ id, status: 'cancelled', interrupted: true }]);
    expect(world.ended[0]?.messages.at(-1)).toMatch(/another run goes on with it/);
    expect((await refusal(world.runs.start('acme', {}, 'ada'))).kind).toBe('cancelled');
    const next = new World(await storeInThread(world.folder), world.folder, async () => {});
    expect(await next.look()).toEqual(['acme-2']);
    expect(next.ended[0]).toMatchObject({ status: 'succeeded', startedBy: 'ada', request: { full: true } });
    expect(next.ended[0]?.counts.added).toBe(4_000);
    expect(await next.look()).toEqual([]);
    expect(await next.store.runs.interrupted()).toEqual([]);
    await next.close();
  });

  test('whose process died are ended; only those of a service are gone on with', async () => {
    await world.connector('served', { enabled: false });
    await world.connector('typed', { enabled: false });
    for (const [connector, startedBy] of [
      ['served', 'grace'],
      ['typed', 'command line'],
    ] as const) {
      const asked = { connector, kind: 'full', simulated: false, ident: null, now: world.now } as const;
      const run = await world.store.runs.create({ ...asked, startedBy });
      const lease = { holder: 'dead', run: run.id, now: world.now, ttlMs: 30_000 };
      await world.store.leases.acquire(connector, lease);
    }
    expect(await world.look()).toEqual(['served-2']);
    const ended = await world.store.runs.get('typed-1');
    expect(ended).toMatchObject({ status: 'failed', interrupted: false });
    expect(ended?.messages[0]).toMatch(/The process ended before the run did/);
    expect(await world.store.runs.get('served-1')).toMatchObject({ status: 'failed', interrupted: false });
    expect(world.ended[0]).toMatchObject({ status: 'succeeded', startedBy: 'grace' });
  });

  test('in which the process dies again and again are given up', async () => {
    const connector = await world.connector('acme', { enabled: false });
    const asked = { connector: 'acme', kind: 'full', simulated: false, ident: null, startedBy: 'schedule' } as const;
    const process = { name: 'this', mayLive: () => false };
    const dies = async () => {
      const { id } = await world.store.runs.create({ ...asked, now: world.now });
      await world.store.leases.acquire('acme', { holder: 'dead', run: id, now: world.now, ttlMs: 30_000 });
      await sweepDeadRuns({ store: world.store, connector, process, clock: () => world.now });
      return world.store.runs.get(id);
    };
    expect(await dies()).toMatchObject({ status: 'failed', interrupted: true });
    expect(await dies()).toMatchObject({ status: 'failed', interrupted: true });
    const third = await dies();
    expect(third).toMatchObject({ status: 'failed', interrupted: false });
    expect(third?.messages.at(-1)).toMatch(/third time in a row/);
  });

  test('that live in another process are left alone', async () => {
    await world.connector('acme', { enabled: false });
    world.living.add('other');
    const run = await world.store.runs.create({
      connector: 'acme',
      kind: 'full',
      simulated: false,
      ident: null,
      startedBy: 'ada',
      now: world.now,
    });
    await world.store.leases.acquire('acme', { holder: 'other', run: run.id, now: world.now, ttlMs: minute });
    await world.look();
    expect((await world.store.runs.get(run.id))?.status).toBe('running');
    expect(await world.runs.goesOn('acme')).toBe(true);
    expect(await world.runs.cancel(run.id)).toBe(true);
    expect(await world.store.runs.note(run.id, null)).toEqual({ cancelRequested: true });
  });
});
