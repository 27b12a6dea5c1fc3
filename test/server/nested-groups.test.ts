import { afterAll, beforeAll, expect, test } from 'vitest';
import { install } from '../harness/installation.ts';
import type { Client } from './client.ts';
import { TestService } from './service.ts';

let service: TestService;
let client: Client;

beforeAll(async () => {
  service = await TestService.start();
  const acme = await install(service.store);
  acme.config = { ...acme.config, groups: { ...acme.config.groups, nested: 'keep' } };
  for (const id of ['ada', 'bob', 'cyd']) acme.company.user(id, { uid: id });
  acme.company.group('t', 'top', ['ada', 'm']).group('m', 'mid/dle', ['bob', 'l']).group('l', 'low', ['cyd', 'ada']);
  expect((await acme.sync()).failure).toBeUndefined();
  client = await service.as('root');
});

afterAll(() => service?.close());

const members = '/directories/main/groups/top/members';

test('groups tell their direct members, and the groups in them', async () => {
  const answer = await client.get('/directories/main/groups');
  expect(answer.body).toMatchObject({
    items: [
      { name: 'low', members: 2, subgroups: [] },
      { name: 'mid/dle', members: 1, subgroups: ['low'] },
      { name: 'top', members: 1, subgroups: ['mid/dle'] },
    ],
    next: null,
  });
});

test('members of a group are the direct ones', async () => {
  for (const query of ['', '?nested=false']) {
    const answer = await client.get(`${members}${query}`);
    expect(answer.body).toMatchObject({ items: [{ username: 'ada', connector: 'acme', through: null }] });
  }
});

test('nested=true: everybody, with the group through which they are in it', async () => {
  const answer = await client.get(`${members}?nested=true&limit=2`);
  expect(answer.body).toMatchObject({
    items: [
      { username: 'ada', through: null },
      { username: 'bob', through: 'mid/dle' },
    ],
  });
  const { next } = answer.body as { next: string };
  const rest = await client.get(`${members}?nested=true&limit=2&after=${encodeURIComponent(next)}`);
  expect(rest.body).toMatchObject({ items: [{ username: 'cyd', through: 'low' }], next: null });
});

test('anything else is refused, with the field', async () => {
  const answer = await client.get(`${members}?nested=yes`);
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body)).toContain('nested');
});
