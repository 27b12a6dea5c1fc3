import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inject } from 'vitest';
import { isEveryday } from './everyday.ts';
import { createDatabase } from './postgres.ts';

const entry = fileURLToPath(new URL('../../bin/user-sync.js', import.meta.url));

/** What a process has said and how it ended. */
export interface Finished {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as one JSON document; anything beside it throws. */
  json<T = unknown>(): T;
  /** Standard output as NDJSON. */
  lines<T = unknown>(): T[];
}

export interface RunOptions {
  /** Added to the environment, which otherwise has nothing of the tests' own. */
  readonly env?: { readonly [name: string]: string };
  /** Standard input; left out: empty. */
  readonly input?: string;
  /** In milliseconds; then the process is killed and the call throws. */
  readonly timeout?: number;
  /** Another data directory; null: none is named. */
  readonly data?: string | null;
  /** Another Node to start it with. */
  readonly node?: string;
  /** Standard output is closed after so many characters, as by `head`. */
  readonly readAtMost?: number;
}

export interface RunningProgram {
  readonly finished: Promise<Finished>;
  /** Waits until standard error says it; throws when the process ends without. */
  saysOnStderr(text: string): Promise<void>;
  /** The same of standard output; gives all of it so far. */
  saysOnStdout(text: string): Promise<string>;
  signal(signal: NodeJS.Signals): void;
}

/** The built program with a data directory of the test's own. */
export class TestProgram {
  /** The place for files of the test; the data directory is in it. */
  readonly folder: string;
  /** Of PostgreSQL; undefined on SQLite. */
  readonly databaseUrl: string | undefined;
  readonly #drop: () => Promise<void>;
  readonly #groups = new Set<number>();

  private constructor(folder: string, databaseUrl: string | undefined, drop: () => Promise<void>) {
    this.folder = folder;
    this.databaseUrl = databaseUrl;
    this.#drop = drop;
  }

  static async onSqlite(): Promise<TestProgram> {
    return new TestProgram(await temporary(), undefined, async () => {});
  }

  static async onPostgres(): Promise<TestProgram> {
    const server = inject('postgres');
    if ('missing' in server) throw new Error(server.missing);
    const { url, drop } = await createDatabase(server.url);
    return new TestProgram(await temporary(), url, drop);
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  /** Another program on a copy of this one's data, while nothing runs. */
  async copy(): Promise<TestProgram> {
    const { databaseUrl } = this;
    const folder = await temporary();
    await cp(this.data, join(folder, 'data'), { recursive: true });
    if (databaseUrl === undefined) return new TestProgram(folder, undefined, async () => {});
    const { url, drop } = await copyDatabase(databaseUrl);
    return new TestProgram(folder, url, drop);
  }

  /** Writes a file of the test; its path is returned. */
  async write(name: string, text: string): Promise<string> {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return path;
  }

  run(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
    return this.start(args, options).finished;
  }

  /** Runs it, and throws with everything it said unless it ends with 0. */
  async ok(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
    const finished = await this.run(args, options);
    if (finished.code === 0) return finished;
    throw new Error(`user-sync ${args.join(' ')} ended with ${finished.code}\n${finished.stdout}${finished.stderr}`);
  }

  start(args: readonly string[], options: RunOptions = {}): RunningProgram {
    const { input = '', timeout = 60_000, data = this.data, node = process.execPath } = options;
    const place = data === null ? [] : ['--data', data];
    const child = spawn(node, [entry, ...place, ...args], {
      cwd: this.folder,
      env: {
        ...inherited(),
        ...(this.databaseUrl === undefined ? {} : { USER_SYNC_DATABASE: this.databaseUrl }),
        ...options.env,
      },
      // A process group of its own: whatever it starts can be found and ended.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const group = child.pid ?? 0;
    this.#groups.add(group);
    const running = new Watched(child, `user-sync ${args.join(' ')}`, timeout, options.readAtMost);
    const finished = running.finished.finally(() => {
      if (!lives(group)) this.#groups.delete(group);
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    return {
      finished,
      saysOnStderr: (text) => running.saysOnStderr(text),
      saysOnStdout: (text) => running.saysOnStdout(text),
      signal: (signal) => endGroup(group, signal),
    };
  }

  /** Takes the folder and the database away. Throws when a process that was started here is still there. */
  async remove(): Promise<void> {
    const left = [...this.#groups].filter(lives);
    for (const group of left) endGroup(group, 'SIGKILL');
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
    await this.#drop();
    if (left.length > 0) throw new Error(`${left.length} processes were left behind.`);
  }
}

class Watched {
  readonly finished: Promise<Finished>;
  #stdout = '';
  #stderr = '';
  #ended = false;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, name: string, timeout: number, readAtMost = Number.POSITIVE_INFINITY) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      if (this.#stdout.length > readAtMost) child.stdout?.destroy();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.finished = this.#watch(name, timeout);
    // Whoever waits for it hears of a failure.
    this.finished.catch(() => {});
  }

  saysOnStderr(text: string): Promise<void> {
    return this.#says(text, this.#child.stderr, () => this.#stderr);
  }

  async saysOnStdout(text: string): Promise<string> {
    await this.#says(text, this.#child.stdout, () => this.#stdout);
    return this.#stdout;
  }

  async #says(text: string, stream: Readable | null, said: () => string): Promise<void> {
    while (!said().includes(text)) {
      if (this.#ended) throw new Error(`The process ended without saying "${text}":\n${this.#stdout}${this.#stderr}`);
      await Promise.race([once(stream ?? this.#child, 'data'), this.finished]);
    }
  }

  async #watch(name: string, timeout: number): Promise<Finished> {
    const { pid = 0 } = this.#child;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endGroup(pid, 'SIGKILL');
    }, timeout);
    const killWithUs = () => endGroup(pid, 'SIGKILL');
    process.once('exit', killWithUs);
    try {
      const [code] = (await once(this.#child, 'close')) as [number | null];
      const [stdout, stderr] = [this.#stdout, this.#stderr];
      if (late) throw new Error(`${name} did not end within ${timeout} ms:\n${stdout}${stderr}`);
      return { code, stdout, stderr, json: () => JSON.parse(stdout), lines: () => ndjson(stdout) };
    } finally {
      this.#ended = true;
      clearTimeout(timer);
      process.off('exit', killWithUs);
    }
  }
}

async function copyDatabase(original: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = original.slice(0, original.lastIndexOf('/'));
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: `${server}/postgres` });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await administer(`create database ${name} template ${original.slice(server.length + 1)}`);
  return { url: `${server}/${name}`, drop: () => administer(`drop database ${name} with (force)`) };
}

function ndjson<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

function temporary(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'user-sync-program-'));
}

/** What a program needs of our environment; compiled code is shared, wherever a test puts temporary files. */
function inherited(): { [name: string]: string } {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, TMPDIR: tmpdir(), NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };
}

function lives(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

function endGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended already.
  }
}

const postgres = inject('postgres');

/** Both places where the program can keep its data. */
const onSqlite = { name: 'SQLite', missing: undefined, create: () => TestProgram.onSqlite() };
export const onPostgres = {
  name: 'PostgreSQL',
  missing: 'missing' in postgres ? postgres.missing : undefined,
  create: () => TestProgram.onPostgres(),
};

export const programEngines = isEveryday ? [onSqlite] : [onSqlite, onPostgres];
