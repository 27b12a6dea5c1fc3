import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { program } from './program.ts';

/** The event loop is looked at so often; the delay that is measured has this in it. */
const resolutionMs = 10;

/** The built program as a service, with somebody logged in. */
export class Service {
  readonly #child: ChildProcess;
  readonly url: string;
  #headers: Record<string, string> = {};

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  static async start(data: string): Promise<Service> {
    const args = [program, '--data', data, 'serve', '--port', '0', '--json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    for await (const text of child.stdout) {
      said += text;
      if (said.includes('\n}\n')) break;
    }
    const { url, setUp } = JSON.parse(said) as { url: string; setUp: string };
    const service = new Service(child, url);
    await service.#logIn(setUp.split('#')[1] ?? '');
    return service;
  }

  async #logIn(token: string): Promise<void> {
    const body = JSON.stringify({ token, username: 'bench', password: 'correct horse battery' });
    const headers = { 'content-type': 'application/json', origin: this.url };
    const response = await fetch(`${this.url}/api/v1/setup`, { method: 'POST', headers, body });
    const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
    const { csrf } = (await response.json()) as { csrf: string };
    this.#headers = { cookie: cookie.join('; '), 'x-csrf-token': csrf, origin: this.url };
  }

  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { ...this.#headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const response = await fetch(`${this.url}/api/v1${path}`, { method, headers, ...sent });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** How long a page takes, in milliseconds. */
  async timed(path: string): Promise<number> {
    const start = performance.now();
    await this.ask('GET', path);
    return performance.now() - start;
  }

  /** Since it was asked for last. */
  async longestBlockMs(): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const seconds = Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1] ?? 0);
    return Math.max(0, seconds * 1000 - resolutionMs);
  }

  /** The most that it held so far. */
  async peakMiB(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  async residentMiB(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
  }
}
