import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { engines } from '../harness/engines.ts';
import { startRunning } from '../server/running.ts';
import { blocksOf, readPage } from './pages.ts';

const page = await readPage('docs/api.md');

async function shell(script: string, folder: string, token: string) {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', USER_SYNC_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'close');
  return { code: child.exitCode, out, errors };
}

test('the tour works as it is written', async () => {
  const [sqlite] = engines;
  if (sqlite === undefined) throw new Error('There is no engine.');
  const service = await startRunning(sqlite);
  try {
    const ada = await service.as('ada');
    const scopes = ['read', 'run', 'configure'];
    const { token } = (await ada.post('/tokens', { name: 'tour', scopes })).body;
    const folder = service.context.dataDirectory;
    const script = blocksOf(page, 'sh')
      .map((block) => block.text)
      .join('\n')
      .replace('export USER_SYNC_TOKEN=…\n', '')
      .replaceAll('http://127.0.0.1:8080', service.url)
      .replaceAll('/srv/acme', `${folder}/acme`);
    const { code, out, errors } = await shell(script, folder, token);
    expect(code, `${out}\n${errors}`).toBe(0);
    expect(out).toContain('"version":3');
    expect(out.match(/^event: run$/gm)?.length).toBeGreaterThanOrEqual(3);
    expect(out).toContain('"username":"ada"');
    const runs = (await ada.get('/runs?connector=acme')).body.items;
    expect(runs.map(({ id, status, startedBy }: Record<string, string>) => [id, status, startedBy])).toEqual([
      ['acme-3', 'succeeded', 'token tour'],
      ['acme-2', 'succeeded', 'token tour'],
      ['acme-1', 'succeeded', 'token tour'],
    ]);
  } finally {
    await service.close();
  }
});

test('the page names no address that there is not', async () => {
  const [sqlite] = engines;
  if (sqlite === undefined) throw new Error('There is no engine.');
  const service = await startRunning(sqlite);
  try {
    const document = (await service.stranger().get('/openapi.json')).body;
    const known = Object.keys(document.paths).map((path) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`));
    const named = [...page.text.matchAll(/\$api(\/[^\s?"]+)/g)].map(([, path = '']) => `/api/v1${path}`);
    expect(named.length).toBeGreaterThan(10);
    for (const path of named)
      expect(
        known.some((pattern) => pattern.test(path)),
        path,
      ).toBe(true);
  } finally {
    await service.close();
  }
});
