import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from './client.ts';
import { onEngines } from './on-engines.ts';
import { password, type TestService } from './service.ts';

onEngines((start) => {
  describe('administration', () => {
    let service: TestService;
    let ada: Client;

    beforeEach(async () => {
      service = await start();
      ada = await service.as('ada');
    });

    afterEach(() => service?.close());

    const bob = { username: 'bob', fullName: 'Bob Noyce', role: 'operator', password };

    test('administrators are added, changed, deactivated and removed; each is written down, without passwords', async () => {
      const made = await ada.post('/administrators', bob);
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        username: 'bob',
        role: 'operator',
        kind: 'local',
        active: true,
        lastLogIn: null,
      });
      const path = `/administrators/${made.body.id}`;
      const other = service.stranger();
      await other.logIn('bob', password);
      expect((await ada.ask('PATCH', path, { role: 'viewer' })).body.role).toBe('viewer');
      expect((await ada.ask('PATCH', path, { password: 'another horse battery' })).status).toBe(200);
      expect((await other.get('/session')).status).toBe(401);
      await other.logIn('bob', 'another horse battery');
      expect((await ada.ask('PATCH', path, { active: false })).body.active).toBe(false);
      expect((await other.get('/session')).status).toBe(401);
      expect((await ada.ask('DELETE', path)).status).toBe(204);
      expect((await ada.ask('DELETE', path)).status).toBe(404);
      expect((await ada.get('/administrators')).body.items).toHaveLength(1);
      const { items } = (await ada.get('/audit?subject=administrator%20bob')).body;
      const done = items.filter(({ actor }: { actor: string }) => actor === 'ada').map(({ action }: never) => action);
      expect(done.toReversed()).toEqual([
        'administrator.created',
        'administrator.changed',
        'administrator.changed',
        'administrator.changed',
        'administrator.removed',
      ]);
      expect(items.findLast(({ after }: { after: unknown }) => JSON.stringify(after).includes('viewer'))).toMatchObject(
        {
          before: { role: 'operator' },
          after: { role: 'viewer' },
          address: '127.0.0.1',
        },
      );
      expect(JSON.stringify(items)).not.toContain('horse');
    });

    test('two with one name: told as a conflict; the last active administrator: told, and kept', async () => {
      const twice = await ada.post('/administrators', { ...bob, username: 'ADA' });
      expect([twice.status, twice.body.kind]).toEqual([409, 'already-exists']);
      const [{ id }] = (await ada.get('/administrators')).body.items;
      for (const [method, change] of [
        ['PATCH', { role: 'viewer' }],
        ['PATCH', { active: false }],
        ['DELETE', undefined],
      ] as const) {
        const { status, body } = await ada.ask(method, `/administrators/${id}`, change);
        expect(status).toBe(422);
        expect(body.detail).toBe('ada is the last active administrator.');
      }
      expect((await ada.get('/about')).status).toBe(200);
    });

    test('the own password: the current one is needed, and other sessions end', async () => {
      const other = service.stranger();
      await other.logIn('ada', password);
      const wrong = await ada.post('/session/password', { current: 'wrong', password: 'a new horse battery' });
      expect([wrong.status, wrong.body.problems[0].field]).toEqual([422, 'current']);
      const change = { current: password, password: 'a new horse battery' };
      expect((await ada.post('/session/password', change)).status).toBe(204);
      expect((await ada.get('/session')).status).toBe(200);
      expect((await other.get('/session')).status).toBe(401);
      await other.logIn('ada', 'a new horse battery');
    });

    test('a token is shown once, does what its scopes say, and no more', async () => {
      const made = await ada.post('/tokens', { name: 'nightly', scopes: ['read', 'run'] });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({ name: 'nightly', createdBy: 'ada', lastUsed: null });
      expect(made.body.token).toMatch(/^ust_\S{43}$/);
      expect(made.body.token.startsWith(made.body.prefix)).toBe(true);
      const listed = await ada.get('/tokens');
      expect(JSON.stringify(listed.body)).not.toContain(made.body.token);
      const program = service.stranger();
      program.token = made.body.token;
      expect((await program.get('/about')).status).toBe(200);
      const refused = await program.get('/audit');
      expect([refused.status, refused.body.detail]).toEqual([
        403,
        'This needs the right to administer. token nightly has: read, run.',
      ]);
      expect((await program.get('/session')).status).toBe(403);
      expect((await ada.get('/tokens')).body.items[0].lastUsed).toBe(service.now);
      expect((await ada.ask('DELETE', `/tokens/${made.body.id}`)).status).toBe(204);
      expect((await program.get('/about')).status).toBe(401);
    });

    test('a token ends at its time, with who made it, and has never more rights than they', async () => {
      const day = 24 * 60 * 60_000;
      const carla = await service.as('carla');
      const made = await carla.post('/tokens', { name: 'all', scopes: ['read', 'administer'], expiresInDays: 7 });
      expect(made.body.expiresAt).toBe(service.now + 7 * day);
      const program = service.stranger();
      program.token = made.body.token;
      expect((await program.get('/audit')).status).toBe(200);
      const { id } = (await service.store.administrators.findByName('carla')) ?? { id: 0 };
      await service.store.administrators.change(id, { role: 'viewer' });
      expect((await program.get('/audit')).status).toBe(403);
      expect((await program.get('/about')).status).toBe(200);
      service.now += 7 * day - 1;
      expect((await program.get('/about')).status).toBe(200);
      service.now += 1;
      const { status, body } = await program.get('/about');
      expect([status, body.detail]).toEqual([401, 'The API token all has expired.']);
      service.now -= day;
      await service.store.administrators.change(id, { active: false });
      expect((await program.get('/about')).status).toBe(401);
    });

    test('a token that makes tokens cannot give more than it has, and needs no page of the service', async () => {
      const made = await ada.post('/tokens', { name: 'maker', scopes: ['administer'], expiresInDays: null });
      expect(made.body.expiresAt).toBeNull();
      const program = service.stranger();
      program.token = made.body.token;
      const headers = { origin: 'https://elsewhere.test' };
      const more = await program.post('/tokens', { name: 'more', scopes: ['configure'] }, { headers });
      expect([more.status, more.body.problems[0].field]).toEqual([422, 'scopes']);
      expect((await program.post('/tokens', { name: 'same', scopes: ['administer'] }, { headers })).status).toBe(201);
      expect((await ada.get('/audit?action=token.created')).body.items[0]).toMatchObject({
        actor: 'token maker',
        subject: 'token same',
      });
    });

    test.each(['x', 'ust_', `ust_${'A'.repeat(43)}`, ''])('the token "%s" is nobody', async (text) => {
      const program = service.stranger();
      program.token = text;
      const { status, headers } = await program.get('/about');
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    });

    test('the audit log is read in pages and filtered, and no route changes it', async () => {
      for (let index = 0; index < 5; index += 1) await ada.ask('PUT', '/settings/service', { publicUrl: '' });
      const seen: number[] = [];
      let after: string | null = '';
      while (after !== null) {
        const page = await ada.get(`/audit?action=settings&limit=2${after === '' ? '' : `&after=${after}`}`);
        expect(page.body.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.body.items.map(({ number }: { number: number }) => number));
        after = page.body.next;
      }
      expect(seen).toHaveLength(5);
      expect(seen).toEqual([...seen].sort((one, other) => other - one));
      expect((await ada.get('/audit?after=x')).status).toBe(422);
      const { body } = await ada.get('/openapi.json');
      const writing = Object.entries(body.paths as Record<string, object>).filter(
        ([path, operations]) => path.includes('audit') && Object.keys(operations).some((method) => method !== 'get'),
      );
      expect(writing).toEqual([]);
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        expect((await ada.ask(method, `/audit/${seen[0]}`, {})).status).toBe(404);
        expect((await ada.ask(method, '/audit', {})).status).toBe(404);
      }
      expect((await ada.get('/audit?action=settings')).body.items).toHaveLength(5);
    });
  });
});
