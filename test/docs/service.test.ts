import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { rightsOf } from '../../src/server/auth/actor.ts';
import { perAddress, perName } from '../../src/server/auth/log-in.ts';
import { idleMs, longestMs } from '../../src/server/auth/sessions.ts';
import { setUpMs } from '../../src/server/auth/set-up.ts';
import { TestService } from '../server/service.ts';
import { blocksOf, codesIn, readPage, rowsOf } from './pages.ts';

const page = await readPage('docs/service.md');

test('the options are those of serve, with their defaults', async () => {
  const rows = rowsOf(page, 'option', 'what it is', 'left out').map(([option, , left]) => {
    return [codesIn(option)[0], codesIn(left)[0] ?? ''];
  });
  const help: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = (text) => help.push(String(text)) > 0;
  try {
    await buildProgram(() => {
      throw new Error('Nothing is run.');
    }).run(['node', 'user-sync', 'serve', '--help']);
  } finally {
    process.stdout.write = write;
  }
  const known = [...help.join('').matchAll(/^ {2}(--\w[\w-]*) <.*?(?:\(default: (\S+)\))?$/gms)];
  expect(known.map(([, option]) => option)).toEqual(rows.map(([option]) => option));
  for (const [option, value] of rows) {
    if (value !== '')
      expect(help.join('').replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`${option} .*?default: "?${value}"?\\)`));
  }
});

test('the roles have the rights of the table', () => {
  const [, ...rights] = ['role', 'read', 'run', 'configure', 'administer'];
  const rows = rowsOf(page, 'role', ...rights);
  const given = rows.map(([role, ...cells]) => [role, rights.filter((_, index) => cells[index] === 'yes')]);
  expect(Object.fromEntries(given)).toEqual(rightsOf);
});

test('times and limits are those of the program', () => {
  const hours = (ms: number) => `${ms / 3_600_000} hours`;
  const text = page.text.replaceAll(/\s+/g, ' ');
  expect(text).toContain(`ends after ${hours(idleMs)} without a request, and after ${hours(longestMs)} in any case`);
  expect(text).toContain(`within ${hours(setUpMs)}.`);
  expect(text).toContain(
    `After ${perName.most} failed attempts for one username, or ${perAddress.most} from one address, within ` +
      `${perName.withinMs / 60_000} minutes`,
  );
});

describe('against the service', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(() => service?.close());

  test('the addresses and the metrics are there', async () => {
    for (const [address] of rowsOf(page, 'address', 'answers')) {
      expect((await service.stranger().get(`${service.url}${codesIn(address)[0]}`)).status).toBe(200);
    }
    const { body } = await service.stranger().get(`${service.url}/metrics`);
    for (const [metric] of rowsOf(page, 'metric', 'what it counts')) expect(body).toContain(codesIn(metric)[0]);
    for (const address of codesIn(page.text).filter((code) => /^\/api\//.test(code))) {
      expect((await service.stranger().get(`${service.url}${address}`)).status, address).toBe(200);
    }
  });

  test('the calls are ones that there are', async () => {
    const { body } = await service.stranger().get('/openapi.json');
    const calls = blocksOf(page, 'sh').flatMap(({ text }) => text.match(/^curl .*$/gm) ?? []);
    expect(calls).toHaveLength(2);
    for (const call of calls) {
      const path = /http:\S+?(\/api\/\S+)/.exec(call)?.[1]?.replace('/acme/', '/{id}/') ?? '';
      expect(Object.keys(body.paths[path] ?? {}), call).toContain(call.includes('--json') ? 'post' : 'get');
    }
  });

  test('the call with a token does what the page says, and the problem is the one shown', async () => {
    const ada = await service.as('ada');
    const { body } = await ada.post('/tokens', { name: 'nightly', scopes: ['read', 'run'] });
    const [line = ''] = blocksOf(page, 'sh').flatMap(({ text }) => text.match(/^curl .*$/gm) ?? []);
    const call = line.replace('http://127.0.0.1:8080', service.url);
    const env = { ...process.env, USER_SYNC_TOKEN: body.token };
    const { stdout } = await promisify(execFile)('sh', ['-c', call], { env });
    expect(JSON.parse(stdout)).toMatchObject({ version: '0.0.0' });
    const program = service.stranger();
    program.token = body.token;
    const [shown] = blocksOf(page, 'json');
    expect((await program.get('/audit')).body).toEqual(JSON.parse(shown?.text ?? ''));
  });
});
