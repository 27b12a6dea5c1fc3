import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noCounts } from '../../src/core/runs.ts';
import { csv, people } from '../cli/company.ts';
import type { Client } from './client.ts';
import { type Event, eventsOf } from './events.ts';
import { fileForm, over, runningServices, until } from './running.ts';
import type { TestService } from './service.ts';

/** So many that a run takes seconds: there is time to look at it and to stop it. */
const many = 30_000;

runningServices((start) => {
  let service: TestService;
  let ada: Client;
  let folder: string;

  beforeAll(async () => {
    service = await start();
    ada = await service.as('ada');
    folder = join(service.context.dataDirectory, 'files');
    await mkdir(folder);
    await writeFile(join(folder, 'few.csv'), csv(people(250)));
    await writeFile(join(folder, 'many.csv'), csv(people(many)));
  });

  afterAll(() => service?.close());

  const create = async (id: string, file: string, changes: object = {}) => {
    const form = fileForm(join(folder, file), { id, target: { type: 'directory', directory: id }, ...changes });
    expect((await ada.post('/connectors', form)).status).toBe(201);
  };

  test('a run is answered at once, goes on by itself, and is known by who started it', async () => {
    await create('one', 'few.csv');
    const started = await ada.post('/connectors/one/runs', { simulate: true });
    expect(started.status).toBe(202);
    expect(started.body).toMatchObject({ id: 'one-1', status: 'running', simulated: true, startedBy: 'ada' });
    expect(started.headers.get('location')).toBe('/api/v1/runs/one-1');
    const run = await over(ada, 'one-1');
    expect(run).toMatchObject({ status: 'succeeded', progress: null, counts: { result: 250, added: 250 } });
    expect(Object.keys(run.phases)).toEqual(['read', 'plan']);
    expect((await ada.get('/audit?action=run.started&subject=one-1')).body.items).toMatchObject([
      { actor: 'ada', after: { connector: 'one', simulate: true } },
    ]);
  });

  test('one person is synced, and what cannot be is refused by its field', async () => {
    await create('person', 'few.csv');
    const { body } = await ada.post('/connectors/person/runs', { user: 'person7', byUsername: true });
    expect(body).toMatchObject({ kind: 'single', user: 'person7' });
    expect(await over(ada, body.id)).toMatchObject({ status: 'succeeded', counts: { result: 1, added: 1 } });
    const nobody = await ada.post('/connectors/person/runs', { user: 'nobody' });
    const failed = await over(ada, nobody.body.id);
    expect(failed.status).toBe('failed');
    expect(failed.messages[0]).toMatch(/^"nobody" was not found at the source/);
    const wrong = await ada.post('/connectors/person/runs', { byUsername: true });
    expect([wrong.status, wrong.body.problems[0].field]).toEqual([422, 'byUsername']);
    expect((await ada.post('/connectors/nothing/runs', {})).status).toBe(404);
  });

  test('while one goes on the connector is busy, its progress can be seen, and it can be stopped', async () => {
    await create('long', 'many.csv');
    const { body } = await ada.post('/connectors/long/runs', {});
    const second = await ada.post('/connectors/long/runs', {});
    expect([second.status, second.body.kind, second.body.run]).toEqual([409, 'busy', body.id]);
    const removed = await ada.ask('DELETE', '/connectors/long', undefined, { headers: { 'if-match': '"1"' } });
    expect(removed.status).toBe(409);
    const seen = await until(
      () => ada.get(`/runs/${body.id}`),
      ({ body: { progress } }) => progress !== null,
    );
    expect(seen.body.progress.done).toBeGreaterThan(0);
    const { items } = (await ada.get('/connectors')).body;
    expect(items.find(({ id }: { id: string }) => id === 'long').running.id).toBe(body.id);
    const viewer = await service.as('vera', 'viewer');
    expect((await viewer.post(`/runs/${body.id}/cancel`, undefined)).status).toBe(403);
    expect((await ada.post(`/runs/${body.id}/cancel`, undefined)).status).toBe(202);
    expect((await over(ada, body.id)).status).toBe('cancelled');
    const late = await ada.post(`/runs/${body.id}/cancel`, undefined);
    expect([late.status, late.body.kind]).toEqual([409, 'not-running']);
    expect((await ada.post('/connectors/long/runs', {})).status).toBe(202);
    await ada.post('/runs/long-2/cancel', undefined);
    await over(ada, 'long-2');
  });

  describe('events', () => {
    test('begin with the run as it stands, and end after it', async () => {
      await create('told', 'many.csv');
      const { body } = await ada.post('/connectors/told/runs', {});
      const events: Event[] = [];
      for await (const event of eventsOf(ada, body.id)) events.push(event);
      expect(events[0]).toMatchObject({ event: 'run', data: { id: body.id, status: 'running' } });
      expect(events.at(-1)).toMatchObject({ event: 'run', data: { status: 'succeeded', counts: { added: many } } });
    });

    test('tell how far it is, and of the run itself when its counts or its state have changed', async () => {
      await create('noted', 'few.csv');
      const { runs } = service.context.store;
      const { id } = await runs.create({ connector: 'noted', kind: 'full', simulated: false, ident: null, now: 1_000 });
      const told = eventsOf(ada, id);
      const next = async () => (await told.next()).value;
      expect(await next()).toMatchObject({ event: 'run', data: { id, status: 'running', progress: null } });
      await runs.note(id, { phase: 'read', done: 100, total: null, since: 1_000, at: 3_000, counts: {} });
      expect(await next()).toMatchObject({
        event: 'progress',
        data: { phase: 'read', done: 100, total: null, rate: 50, left: null },
      });
      await runs.note(id, { phase: 'apply', done: 50, total: 250, since: 3_000, at: 4_000, counts: { added: 49 } });
      expect(await next()).toMatchObject({
        event: 'run',
        data: { counts: { added: 49 }, progress: { phase: 'apply', done: 50, total: 250, rate: 50, left: 4_000 } },
      });
      const end = { kind: 'full', status: 'failed', messages: ['Enough.'], guards: [], phases: {} } as const;
      await runs.finish(id, { ...end, counts: noCounts, coversAll: false, now: 5_000 });
      expect(await next()).toMatchObject({ event: 'run', id: 'over', data: { status: 'failed', progress: null } });
      expect((await told.next()).done).toBe(true);
    });

    test('a lost connection misses nothing: the next one begins with the run as it is then', async () => {
      const { body } = await ada.post('/connectors/told/runs', { full: true });
      for await (const { event } of eventsOf(ada, body.id)) {
        expect(event).toBe('run');
        break;
      }
      await over(ada, body.id);
      const events: Event[] = [];
      for await (const event of eventsOf(ada, body.id, '1')) events.push(event);
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({ event: 'run', id: 'over', data: { status: 'succeeded' } });
      // Who has had the last one is told not to come back.
      const again = await ada.get(`/runs/${body.id}/events`, { headers: { 'last-event-id': 'over' } });
      expect(again.status).toBe(204);
      expect((await ada.get('/runs/told-99/events')).status).toBe(404);
    });
  });

  describe('the history', () => {
    beforeAll(async () => {
      await create('past', 'past.csv');
      await writeFile(join(folder, 'past.csv'), csv(people(250)));
      await over(ada, (await ada.post('/connectors/past/runs', {})).body.id);
      const rows = people(250).map((row) => (row.id === 'id3' ? { ...row, fullName: 'Ünï Còdé' } : row));
      await writeFile(join(folder, 'past.csv'), csv([...rows.slice(0, 249), { id: 'x', username: 'person3' }]));
      await over(ada, (await ada.post('/connectors/past/runs', {})).body.id);
    });

    test('lists runs of all connectors in pages, or those with errors', async () => {
      const first = (await ada.get('/runs?limit=2')).body;
      const second = (await ada.get(`/runs?limit=2&after=${first.next}`)).body;
      const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
      expect(ids.slice(0, 2)).toEqual(['past-2', 'past-1']);
      expect(new Set(ids).size).toBe(4);
      const bad = (await ada.get('/runs?connector=past&withErrors=true')).body.items;
      expect(bad.map(({ id }: { id: string }) => id)).toEqual(['past-2']);
      expect((await ada.get('/runs?connector=past&withErrors=false')).body.items).toHaveLength(2);
      expect((await ada.get('/runs?after=x')).status).toBe(422);
    });

    test('shows results in pages, found and sorted', async () => {
      const page = async (query: string) => (await ada.get(`/runs/past-2/results?${query}`)).body;
      const changed = await page('status=updated');
      expect(changed.items).toMatchObject([
        { sourceId: 'id3', username: 'person3', fullName: 'Ünï Còdé', changed: ['ATTR_FULLNAME'] },
      ]);
      expect((await page('search=ünï+CÒDÉ')).items).toHaveLength(1);
      const failed = (await page('status=failed')).items;
      expect(failed).toMatchObject([{ sourceId: 'x', status: 'FAILED', conflict: 'duplicate-in-source' }]);
      const all: { sourceId: string }[] = [];
      for (let next = ''; ; ) {
        const part = await page(`limit=100&sort=-username${next}`);
        all.push(...part.items);
        if (part.next === null) break;
        next = `&after=${encodeURIComponent(part.next)}`;
      }
      expect(all).toHaveLength(251);
      expect(new Set(all.map(({ sourceId }) => sourceId)).size).toBe(251);
      const wrong = await ada.get('/runs/past-2/results?status=nonsense');
      expect([wrong.status, wrong.body.problems[0].field]).toEqual([422, 'status']);
    });

    test('shows one person whole', async () => {
      const [row] = (await ada.get('/runs/past-2/results?status=updated')).body.items;
      const { body } = await ada.get(`/runs/past-2/results/${row.subject}`);
      expect(body).toMatchObject({
        ATTR_ID: 'id3',
        inputUser: { file_ID: 'id3', fullName: 'Ünï Còdé' },
        outputUser: { ATTR_FULLNAME: 'Ünï Còdé' },
        existingUser: { ATTR_FULLNAME: 'Person 3, version 1' },
        changes: [{ attribute: 'ATTR_FULLNAME', before: 'Person 3, version 1', after: 'Ünï Còdé' }],
      });
      expect((await ada.get('/runs/past-2/results/999999999')).status).toBe(404);
    });

    test('is downloaded whole or in part, as JSON, NDJSON and CSV', async () => {
      const get = (query: string) => ada.get(`/runs/past-2/results/download?${query}`);
      const json = await get('status=all&format=json');
      expect(json.headers.get('content-disposition')).toBe('attachment; filename="past-2-all.json"');
      expect(json.body).toHaveLength(251);
      const csvFile = await get('status=all&format=csv');
      expect(csvFile.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const rows: Record<string, string>[] = parse(csvFile.body, { columns: true });
      expect(rows.map(({ ATTR_ID }) => ATTR_ID)).toEqual(json.body.map(({ ATTR_ID }: { ATTR_ID: string }) => ATTR_ID));
      const lines = await get('status=failed&format=ndjson');
      expect(lines.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
      expect(lines.body).toMatchObject({ ATTR_ID: 'x', status: 'FAILED' });
      expect((await get('status=nonsense')).status).toBe(422);
    });

    test('has the plan, in order, in pages and by kind', async () => {
      const plan = async (query = '') => {
        const { status, body } = await ada.get(`/runs/past-1/plan?${query}`);
        expect(status, JSON.stringify(body)).toBe(200);
        return body;
      };
      const groups = await plan('action=create-group');
      expect(groups.items.map(({ group }: { group: string }) => group)).toContain('staff');
      const first = await plan('limit=200');
      const second = await plan(`limit=200&after=${first.next}`);
      expect(first.items.length + second.items.length).toBe(250 + groups.items.length);
      expect(first.items.at(-1)).toMatchObject({ action: 'create', state: 'done', status: 'ADDED' });
    });

    test('of a directory shows where each membership comes from', async () => {
      const { items } = (await ada.get('/directories')).body;
      expect(items).toContainEqual({ id: 'past', users: 250, active: 249, groups: 21, authentication: 'none' });
      const users = (await ada.get('/directories/past/users?search=PERSON24&limit=3')).body;
      expect(users.items.map(({ username }: { username: string }) => username)).toEqual([
        'person24',
        'person240',
        'person241',
      ]);
      const user = (await ada.get(`/directories/past/users/${users.items[0].number}`)).body;
      expect(user.memberships).toEqual([
        { group: 'staff', connector: 'past' },
        { group: 'team5', connector: 'past' },
      ]);
      const members = (await ada.get('/directories/past/groups/TEAM5/members')).body.items;
      expect(members).toContainEqual(expect.objectContaining({ username: 'person24', connector: 'past' }));
      expect((await ada.get('/directories/past/groups?search=team1')).body.items).toHaveLength(11);
      for (const path of ['/directories/none/users', '/directories/past/groups/none/members']) {
        expect((await ada.get(path)).status, path).toBe(404);
      }
    });
  });
});
