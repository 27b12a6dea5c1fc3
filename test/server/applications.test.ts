import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashOf } from '../../src/app/access/random.ts';
import { connectorConfig, install } from '../harness/installation.ts';
import type { Client } from './client.ts';
import { onEngines } from './on-engines.ts';
import { startOfTime, type TestService } from './service.ts';

const jira = { name: 'jira', directories: ['main'] };

onEngines((start) => {
  describe('applications', () => {
    let service: TestService;
    let ada: Client;

    beforeEach(async () => {
      service = await start();
      await service.store.directories.ensure('main', 'own');
      await service.store.directories.ensure('contractors', 'own');
      ada = await service.as('ada');
    });

    afterEach(() => service?.close());

    const stored = async (application: string) => (await service.store.applications.find(application))?.hash;

    test('one is added; its password is in this answer alone, and stored as its hash', async () => {
      const { status, body } = await ada.post('/applications', { ...jira, name: ' jira ', addresses: ['10.0.0.0/24'] });
      expect(status).toBe(201);
      const { password, ...shown } = body;
      expect(password).toMatch(/^[\w-]{43}$/);
      expect(shown).toEqual({
        id: expect.any(Number),
        name: 'jira',
        directories: ['main'],
        aggregateMemberships: false,
        addresses: ['10.0.0.0/24'],
        mayWrite: [],
        createdAt: startOfTime,
        passwordAt: startOfTime,
        lastSeenAt: null,
        fetchedAt: null,
        requests: 0,
        product: null,
      });
      expect(await stored('JIRA')).toBe(hashOf(password));
      const listed = await ada.get('/applications');
      expect(listed.body).toEqual({ items: [{ ...shown, runs: [] }], serverUrl: `${service.url}/crowd` });
      const audit = await ada.get('/audit?subject=application%20jira');
      expect(audit.body.items).toMatchObject([{ action: 'application.created', after: { directories: ['main'] } }]);
      expect(JSON.stringify([listed.body, audit.body, service.log])).not.toContain(password);
    });

    test('it is changed, given another password, made to read everything again, and deleted', async () => {
      const made = (await ada.post('/applications', jira)).body;
      const path = `/applications/${made.id}`;
      const directories = ['contractors', 'main'];
      const changed = await ada.ask('PATCH', path, { directories, aggregateMemberships: true, mayWrite: ['groups'] });
      expect(changed.body).toMatchObject({ directories, aggregateMemberships: true, mayWrite: ['groups'] });
      expect((await ada.ask('PATCH', path, { addresses: ['::1'] })).body).toMatchObject({
        directories,
        addresses: ['::1'],
      });

      service.now += 5;
      const rotated = await ada.ask('POST', `${path}/rotate`);
      expect(rotated.body).toMatchObject({ name: 'jira', passwordAt: startOfTime + 5 });
      expect(rotated.body.password).not.toBe(made.password);
      expect(await stored('jira')).toBe(hashOf(rotated.body.password));

      const life = async () => (await service.store.applications.find('jira'))?.tokenLife;
      const before = await life();
      expect((await ada.ask('POST', `${path}/resync`)).status).toBe(200);
      expect(await life()).toBe((before ?? 0) + 1);

      expect((await ada.ask('DELETE', path)).status).toBe(204);
      for (const [method, at] of [
        ['DELETE', path],
        ['PATCH', path],
        ['POST', `${path}/rotate`],
        ['POST', `${path}/resync`],
      ] as const) {
        const gone = await ada.ask(method, at, method === 'PATCH' ? {} : undefined);
        expect([at, gone.status, gone.body.kind]).toEqual([at, 404, 'not-found']);
      }
      const { items } = (await ada.get('/audit?subject=application%20jira')).body;
      expect(items.map(({ action }: { action: string }) => action).toReversed()).toEqual([
        'application.created',
        'application.changed',
        'application.changed',
        'application.password-rotated',
        'application.tokens-expired',
        'application.deleted',
      ]);
      expect(items.at(-2)).toMatchObject({ before: { directories: ['main'], mayWrite: [] }, after: { directories } });
      expect(JSON.stringify(items)).not.toContain(rotated.body.password);
    });

    test('everything that is wrong is told field by field, and nothing is half saved', async () => {
      const wrong = await ada.post('/applications', {
        name: 'ji:ra',
        directories: ['nowhere', 'main', 'main'],
        addresses: ['10.0.0.0/33', '10.0.0.1', 'sync.acme.test', 'fe80::1%eth0'],
      });
      expect(wrong.status).toBe(422);
      expect(wrong.body.problems.map(({ field, message }: never) => `${field}: ${message}`)).toEqual([
        'name: has a ":", with which no product could log in.',
        'directories[0]: There is no directory "nowhere". There are: contractors, main.',
        'directories[2]: "main" is named twice.',
        expect.stringMatching(/^addresses\[0\]: "10\.0\.0\.0\/33" is no address, such as 10\.0\.0\.7/),
        expect.stringMatching(/^addresses\[2\]: "sync\.acme\.test" is no address/),
        expect.stringMatching(/^addresses\[3\]: "fe80::1%eth0" is no address/),
      ]);
      const none = await ada.post('/applications', { ...jira, directories: [] });
      expect(none.body.problems[0].message).toBe('must name at least one directory.');
      expect((await ada.post('/applications', { ...jira, mayWrite: ['passwords'] })).status).toBe(400);
      expect((await ada.get('/applications')).body.items).toEqual([]);

      const { id } = (await ada.post('/applications', jira)).body;
      const twice = await ada.post('/applications', { ...jira, name: 'Jira' });
      expect([twice.status, twice.body.kind]).toEqual([409, 'already-exists']);
      expect((await ada.ask('PATCH', `/applications/${id}`, { directories: [] })).status).toBe(422);
      expect((await ada.get('/applications')).body.items[0].directories).toEqual(['main']);
    });

    test('who only reads sees them, and changes nothing', async () => {
      await ada.post('/applications', jira);
      const bob = await service.as('bob', 'operator');
      expect((await bob.get('/applications')).body.items).toHaveLength(1);
      for (const [method, path] of [
        ['POST', '/applications'],
        ['PATCH', '/applications/1'],
        ['POST', '/applications/1/rotate'],
        ['POST', '/applications/1/resync'],
        ['DELETE', '/applications/1'],
      ] as const) {
        expect([path, (await bob.ask(method, path, jira)).status]).toEqual([path, 403]);
      }
    });

    test('the server URL is that of the settings, where there is one', async () => {
      await ada.ask('PUT', '/settings/service', { publicUrl: 'https://sync.acme.test' });
      expect((await ada.get('/applications')).body.serverUrl).toBe('https://sync.acme.test/crowd');
    });

    test('who has fetched what a run did, and who has not', async () => {
      const { store } = service;
      const acme = await install(store);
      acme.company.user('s1', { uid: 'ada' }).group('g1', 'staff', ['s1']);
      const { run } = await acme.sync();
      const beta = await install(store, { config: connectorConfig('beta') });
      beta.company.user('s2', { uid: 'bob' });
      const later = await beta.sync();
      await ada.post('/applications', jira);
      const wiki = (await ada.post('/applications', { name: 'Wiki', directories: ['contractors', 'main'] })).body;
      await ada.post('/applications', { name: 'other', directories: ['contractors'] });
      await store.applications.seen(wiki.id, { requests: 3, agent: 'Confluence/8.5.4', at: startOfTime + 7 });
      await store.applications.fetched(wiki.id, 'full', await store.serving.state(['main']), startOfTime + 8);

      const { body } = await ada.get(`/runs/${run.id}/applications`);
      const read = { reachedAt: startOfTime + 8, kind: 'full', fetchedAt: startOfTime + 8 };
      const not = { reachedAt: null, kind: null, fetchedAt: null };
      expect(body.items).toEqual([
        { application: 'jira', ...not },
        { application: 'Wiki', ...read },
      ]);
      const { items } = (await ada.get('/applications')).body;
      const both = (reached: object) => [
        { run: run.id, finishedAt: acme.now, ...reached },
        { run: later.run.id, finishedAt: beta.now, ...reached },
      ];
      expect(items.map(({ name: of, runs }: never) => [of, runs])).toEqual([
        ['jira', both(not)],
        ['other', []],
        ['Wiki', both(read)],
      ]);
      expect(items[2]).toMatchObject({
        requests: 3,
        lastSeenAt: startOfTime + 7,
        product: { product: 'Confluence', version: '8.5.4' },
      });
      expect((await ada.get('/runs/acme-99/applications')).status).toBe(404);
    });
  });
});
