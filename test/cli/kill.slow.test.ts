import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programEngines, type TestProgram } from '../harness/program.ts';
import {
  type Directory,
  directoryOf,
  fileConnector,
  people,
  type Row,
  type RunDocument,
  withProgram,
} from './company.ts';

/** The company of the second run: everybody has changed, and most have a new group, so that there are two batches. */
function changed(headcount: number): Row[] {
  return people(headcount, 2).map((row, i) => (i % 6 === 0 ? row : { ...row, groups: `${row.groups};desk${i}` }));
}

/** Where in a run the process is killed, as shares of a phase's or of the whole run's time. */
interface Point {
  readonly after: 'start' | 'applying';
  readonly share: number;
}

/** The same points every time (mulberry32). Half of them anywhere, half from where changes are applied. */
function points(count: number, seed: number): Point[] {
  let state = seed;
  return Array.from({ length: count }, (_, i) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const share = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return { after: i % 2 === 0 ? 'start' : 'applying', share };
  });
}

/** How long an undisturbed run takes from each of the two, in milliseconds. */
type Durations = { readonly [after in Point['after']]: number };

async function undisturbed(program: TestProgram): Promise<Durations> {
  const started = performance.now();
  const running = program.start(['sync', 'acme']);
  await running.saysOnStderr(': applying');
  const applying = performance.now();
  const { code } = await running.finished;
  const ended = performance.now();
  expect(code).toBe(0);
  return { start: ended - started, applying: ended - applying };
}

/** Kills a run there; false when it was over before. */
async function kill(program: TestProgram, { after, share }: Point, durations: Durations): Promise<boolean> {
  const running = program.start(['sync', 'acme']);
  if (after === 'applying') await running.saysOnStderr(': applying');
  await setTimeout(share * durations[after]);
  running.signal('SIGKILL');
  return (await running.finished).code === null;
}

interface RunRow {
  readonly run: string;
  readonly status: string;
  readonly messages: readonly string[];
}

/** After a kill: one run makes it whole, however far the killed one came, and says so of it. */
async function expectWhole(program: TestProgram, wanted: Directory): Promise<void> {
  const rerun = await program.ok(['sync', 'acme', '--json']);
  expect(rerun.json<RunDocument>()).toMatchObject({ status: 'succeeded', counts: { failed: 0, conflicts: 0 } });
  const [list, now] = await Promise.all([program.ok(['run', 'list', 'acme', '--json']), directoryOf(program)]);
  const history = list.json<RunRow[]>();
  expect(history.filter(({ status }) => status === 'running')).toEqual([]);
  // A process that was killed before its run began left none.
  for (const { messages } of history.filter(({ status }) => status === 'failed'))
    expect(messages).toEqual([expect.stringContaining('The process ended before the run did.')]);
  const key = ({ group, username }: Directory['members'][number]) => `${group}\n${username}`;
  expect(new Set(now.users.map(({ username }) => username)).size).toBe(now.users.length);
  expect(new Set(now.members.map(key)).size).toBe(now.members.length);
  expect(now).toEqual(wanted);
}

/** Does the work for each, two at a time. */
async function pairwise<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all([worker(), worker()]);
}

describe.each(programEngines)('$name', ({ name, missing, create }) => {
  const [kills, headcount] = name === 'SQLite' ? [50, 3_000] : [10, 400];
  const title = `a process that is killed at ${kills} points of a run: the next run ends as an undisturbed one`;
  let prepared: TestProgram;
  let durations: Durations;
  let wanted: Directory;

  beforeAll(async () => {
    if (missing !== undefined) return;
    prepared = await create();
    const guards = ['guards: { maxMembershipRemovals: "100%" }'];
    const source = await fileConnector(prepared, people(headcount), guards);
    await prepared.ok(['sync', 'acme']);
    await source.export(changed(headcount));
    await onCopy(prepared, async (reference) => {
      durations = await undisturbed(reference);
      wanted = await directoryOf(reference);
    });
  });
  afterAll(() => prepared?.remove());

  test.skipIf(missing !== undefined)(
    missing === undefined ? title : `${title} (${missing})`,
    async () => {
      let killed = 0;
      await pairwise(points(kills, 20_260_401), (point) =>
        onCopy(prepared, async (copy) => {
          if (await kill(copy, point, durations)) killed += 1;
          await expectWhole(copy, wanted);
        }),
      );
      expect(killed).toBeGreaterThan(kills / 2);
    },
    900_000,
  );
});

async function onCopy(prepared: TestProgram, work: (copy: TestProgram) => Promise<void>): Promise<void> {
  await withProgram(() => prepared.copy(), work);
}
