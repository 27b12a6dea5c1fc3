import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../bin/user-sync.js', import.meta.url));

export const administrator = { username: 'grace', fullName: 'Grace Hopper', password: 'correct horse battery' };

/** What a service is started with, beside what the test says. */
interface ServiceOptions {
  readonly env?: Readonly<Record<string, string>>;
}

/** The built program as a service on data of its own, in a process of its own. */
export class Service {
  /** For files of the test; the data is in it too. */
  readonly folder: string;
  readonly #env: Readonly<Record<string, string>>;
  #running: Running | undefined;

  private constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.#env = env;
  }

  /** Not serving yet: commands can be run first. */
  static async create({ env = {} }: ServiceOptions = {}): Promise<Service> {
    return new Service(await mkdtemp(join(tmpdir(), 'user-sync-e2e-')), env);
  }

  get url(): string {
    if (this.#running === undefined) throw new Error('The service does not run.');
    return this.#running.url;
  }

  /** The set-up link of a service without administrators. */
  get setUp(): string {
    return this.#running?.setUp ?? '';
  }

  /** A command on the same data; throws with what it said unless it ends with one of these codes. */
  async command(args: readonly string[], codes: readonly number[] = [0]): Promise<string> {
    const child = promisify(execFile)(process.execPath, [program, '--data', this.#data, ...args], {
      env: this.#environment,
      maxBuffer: 64 * 1024 * 1024,
    });
    try {
      return (await child).stdout;
    } catch (error) {
      const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
      if (code !== undefined && codes.includes(code)) return stdout;
      throw new Error(`user-sync ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
    }
  }

  /** Writes a file of the test; its path is returned. */
  async write(name: string, text: string): Promise<string> {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return path;
  }

  /** Serves, on a free port at the first time and on the same one again after that. */
  async start(): Promise<void> {
    const port = this.#running === undefined ? '0' : new URL(this.#running.url).port;
    const args = [program, '--data', this.#data, 'serve', '--port', port, '--json'];
    const child = spawn(process.execPath, args, { env: this.#environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#running = { child, ...(await served(child)) };
  }

  /** Ends it with SIGTERM, or in the middle of whatever it does. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#running?.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Makes the first administrator without the page. */
  async makeAdministrator(): Promise<void> {
    const [, token] = this.setUp.split('#');
    const response = await fetch(`${this.url}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, ...administrator }),
    });
    if (!response.ok) throw new Error(`There is no administrator: ${await response.text()}`);
  }

  /** Stops it and takes its data away. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get #data(): string {
    return join(this.folder, 'data');
  }

  get #environment() {
    const { PATH = '', HOME = '' } = process.env;
    return { PATH, HOME, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'), ...this.#env };
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly setUp: string | undefined;
}

/** What `serve --json` says when it is ready; throws with its log when it ends before that. */
async function served(child: ChildProcess): Promise<{ url: string; setUp: string | undefined }> {
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-20_000);
  });
  let said = '';
  const ready = new Promise<string>((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('\n}\n')) resolve(said);
    });
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The service did not start:\n${said}${log}`);
  });
  const { url, setUp } = JSON.parse(await Promise.race([ready, ended])) as { url: string; setUp: string | null };
  ended.catch(() => {});
  return { url, setUp: setUp ?? undefined };
}
