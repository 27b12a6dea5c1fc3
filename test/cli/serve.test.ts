import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { onPostgres, programEngines, type RunningProgram, TestProgram } from '../harness/program.ts';
import { withProgram } from './company.ts';

const onSqlite = () => TestProgram.onSqlite();
const served = ['serve', '--port', '0', '--json'];

interface Served {
  readonly url: string;
  readonly setUp: string | null;
  readonly pid: number;
  readonly warning?: string;
}

async function ready(running: RunningProgram): Promise<Served> {
  return JSON.parse(await running.saysOnStdout('\n}\n'));
}

async function stop(running: RunningProgram): Promise<number | null> {
  running.signal('SIGTERM');
  return (await running.finished).code;
}

function setUp({ url, setUp }: Served, username: string): Promise<Response> {
  const body = { token: setUp?.split('#')[1], username, password: 'correct horse battery' };
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}/api/v1/setup`, { method: 'POST', headers, body: JSON.stringify(body) });
}

for (const { name, missing, create } of programEngines) {
  describe.skipIf(missing !== undefined)(`serve on ${name}`, () => {
    test('prints where it is and how to log in first, logs JSON beside it, and stops within seconds', () =>
      withProgram(create, async (program) => {
        const running = program.start(served);
        const { url, setUp: link, pid } = await ready(running);
        expect(link).toMatch(/\/setup#\S{43}$/);
        expect((await fetch(`${url}/healthz`)).status).toBe(200);
        expect((await fetch(`${url}/api/v1/about`)).status).toBe(401);
        // A connection that stays open does not hold it up.
        const open = fetch(`${url}/healthz`, { keepalive: true });
        expect((await open).status).toBe(200);
        const before = performance.now();
        expect(await stop(running)).toBe(0);
        expect(performance.now() - before).toBeLessThan(5_000);
        const { stderr } = await running.finished;
        const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
        expect(lines.map((line) => JSON.parse(line))).toContainEqual(
          expect.objectContaining({ path: '/api/v1/about', status: 401 }),
        );
        expect(stderr).not.toContain(link?.split('#')[1]);
        expect(pid).toBeGreaterThan(0);
      }));

    test('the link makes the first administrator; after that there is none', () =>
      withProgram(create, async (program) => {
        const first = program.start(served);
        const before = await ready(first);
        expect((await setUp(before, 'ada')).status).toBe(200);
        expect((await setUp(before, 'eve')).status).toBe(403);
        expect(await stop(first)).toBe(0);
        const second = program.start(served);
        expect((await ready(second)).setUp).toBeNull();
        await stop(second);
        expect((await program.ok(['admin', 'list'])).stdout).toMatch(/^ada +administrator +local +active/m);
      }));
  });
}

test('a second service on the same SQLite data is told which process has it; commands go on beside it', () =>
  withProgram(onSqlite, async (program) => {
    const first = program.start(served);
    const { pid } = await ready(first);
    const { code, stderr } = await program.run(['serve', '--port', '0']);
    expect(stderr).toMatch(new RegExp(`is served already, by process ${pid} on \\S+\\.\\nStop that one first`));
    expect(code).toBe(2);
    await program.ok(['connector', 'list']);
    // Killed without a chance to say so: the next one takes its place at once.
    first.signal('SIGKILL');
    await first.finished;
    const second = program.start(served);
    expect((await ready(second)).pid).not.toBe(pid);
    expect(await stop(second)).toBe(0);
    const third = program.start(served);
    await ready(third);
    await stop(third);
  }));

test('on PostgreSQL several services serve the same data', (context) =>
  withProgram(
    () => {
      const { missing, create } = onPostgres;
      if (missing !== undefined) context.skip(missing);
      return create();
    },
    async (program) => {
      const one = program.start(served);
      const { setUp: link } = await ready(one);
      const other = program.start(served);
      await ready(other);
      expect(link).not.toBeNull();
      await stop(one);
      await stop(other);
    },
  ));

describe('what is wrong is said in a sentence', () => {
  test('a busy port', () =>
    withProgram(onSqlite, async (program) => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const address = other.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      try {
        const { code, stderr } = await program.run(['serve', '--port', String(port)]);
        expect(stderr).toContain(
          `Another program already listens on 127.0.0.1, port ${port}.\nStop that one, or choose`,
        );
        expect(code).toBe(2);
      } finally {
        other.close();
      }
    }));

  test.each([
    [['--host', '192.0.2.1'], /This machine does not have the address 192\.0\.2\.1/],
    [['--host', 'nowhere.invalid'], /nowhere\.invalid/],
    [['--port', '99999'], /a number from 0 to 65535/],
    [['--port', 'http'], /a number from 0 to 65535/],
    [['--trust-proxy', 'everybody'], /"everybody" is no address/],
  ])('serve %j', (args, told) =>
    withProgram(onSqlite, async (program) => {
      const { code, stderr } = await program.run(['serve', '--port', '0', ...args]);
      expect(stderr).toMatch(told);
      expect(stderr).not.toMatch(/\n {4}at /);
      expect(code).toBe(2);
    }),
  );

  test('an address that other machines reach, without encryption', () =>
    withProgram(onSqlite, async (program) => {
      const running = program.start([...served, '--host', '0.0.0.0']);
      const { warning, url } = await ready(running);
      expect(warning).toMatch(/nothing is encrypted/);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      await stop(running);
    }));

  test('a key that is gone', () =>
    withProgram(onSqlite, async (program) => {
      await program.ok(['secret', 'set', 'acme'], { input: 'hunter2' });
      const env = { USER_SYNC_KEY_FILE: join(program.folder, 'another.key') };
      const { code, stderr } = await program.run(['serve', '--port', '0'], { env });
      expect(stderr).toMatch(/key file .*another\.key is not there\.\nRestore the key file/);
      expect(code).toBe(2);
    }));
});
