import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestService } from './service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service?.close());

const fetchFrom = (path: string) => fetch(`${service.url}${path}`);

test('who watches the service gets what they ask for, without logging in', async () => {
  for (const path of ['/healthz', '/readyz']) {
    const answer = await fetchFrom(path);
    expect([path, answer.status, await answer.json()]).toEqual([path, 200, { status: 'ok' }]);
  }
  const metrics = await (await fetchFrom('/metrics')).text();
  for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_seconds', 'user_sync_runs_total']) {
    expect(metrics).toContain(name);
  }
});

describe('the page', () => {
  test.each(['/', '/connectors/acme', '/connectors/acme?tab=sync'])(
    '%s is index.html, which is never kept',
    async (path) => {
      const answer = await fetchFrom(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.text()).toContain('<title>User Sync</title>');
    },
  );

  test('files with a hash in their names are kept for good', async () => {
    const answer = await fetchFrom('/assets/index-0a1b2c3d.js');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await answer.text()).toBe('export {};');
  });

  test.each(['/assets/index-00000000.js', '/..%2fuser-sync.db', '/user-sync.db'])('%s is not there', async (path) => {
    const answer = await fetchFrom(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test('it may run no script but its own, and nobody may put it into a frame', async () => {
    const { headers } = await fetchFrom('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });
});

test('the API describes itself, and the description can be browsed', async () => {
  const document = (await (await fetchFrom('/api/v1/openapi.json')).json()) as { openapi: string };
  expect(document.openapi).toBe('3.1.0');
  const page = await fetchFrom('/api/v1/docs');
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).not.toMatch(/<script(?![^>]*src=)|\son\w+=/);
  const [, script = ''] = /src="([^"]*swagger-ui-bundle\.js)"/.exec(html) ?? [];
  expect((await fetch(new URL(script, `${service.url}/api/v1/docs`))).status).toBe(200);
});

test('nothing is at an unknown address of the API, and that is told as a problem', async () => {
  const answer = await fetchFrom('/api/v1/nothing');
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({
    status: 404,
    kind: 'not-found',
    detail: 'There is nothing at GET /api/v1/nothing.',
  });
});
