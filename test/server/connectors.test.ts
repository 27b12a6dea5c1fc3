import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Client } from './client.ts';
import { fileForm, over, runningServices } from './running.ts';
import type { TestService } from './service.ts';

const people = [
  'id,username,fullName,email,department,groups',
  '1,Ada,Ada Lovelace,ada@acme.test,Research,staff',
  '2,Bob,Bob Noyce,bob@acme.test,,staff;board',
  '3,bob,Bobby Tables,tables@acme.test,Sales,staff',
  '4,,Nobody,nobody@acme.test,Sales,guests',
  '',
].join('\n');

runningServices((start) => {
  let service: TestService;
  let ada: Client;
  let file: string;

  beforeAll(async () => {
    service = await start();
    ada = await service.as('ada');
    await mkdir(join(service.context.dataDirectory, 'files'));
    file = join(service.context.dataDirectory, 'files', 'people.csv');
    await writeFile(file, people);
  });

  afterAll(() => service?.close());

  const create = async (id: string, changes: object = {}) => {
    const made = await ada.post('/connectors', fileForm(file, { id, ...changes }));
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made;
  };
  const put = (client: Client, id: string, form: object, version: number | string) =>
    client.ask('PUT', `/connectors/${id}`, form, { headers: { 'if-match': `"${version}"` } });

  test('a new connector is answered with every setting, its version and who made it', async () => {
    const made = await create('whole');
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.headers.get('location')).toBe('/api/v1/connectors/whole');
    expect(made.body).toMatchObject({ version: 1, updatedBy: 'ada' });
    expect(made.body.connector).toEqual({
      id: 'whole',
      name: 'whole',
      source: { type: 'file', path: file },
      target: { type: 'directory', directory: 'main' },
      provisioning: {
        primaryAttribute: 'file_ID',
        attributes: {
          username: 'username',
          fullName: { firstOf: ['fullName', 'name'] },
          email: 'email',
          active: 'active',
        },
        onConflict: 'ask',
      },
      groups: { required: [], include: ['*'], exclude: [], alwaysAssign: [], keepLocal: true, nested: 'flatten' },
      sync: {
        cleanup: { action: 'disable', removeGroups: false, graceDays: 0 },
        schedule: { enabled: false, cron: '0 2 * * *', timeZone: 'UTC', jitterSeconds: 0 },
        fullEveryHours: 24,
      },
      guards: {
        maxDisable: { share: '10%', atLeast: 5 },
        maxDelete: { share: '10%', atLeast: 5 },
        maxRename: { share: '20%', atLeast: 20 },
        maxRelink: '100%',
        maxMembershipRemovals: { share: '20%', atLeast: 50 },
        minListing: '50%',
        protected: ['admin'],
      },
    });
    expect((await ada.get('/connectors/whole')).body).toEqual(made.body);
  });

  test('what is answered can be sent back: nothing changes, and no version is made', async () => {
    const { body } = await create('echo', { provisioning: { attributes: { email: null, department: 'department' } } });
    expect(body.connector.provisioning.attributes).toMatchObject({ email: null, department: 'department' });
    const again = await put(ada, 'echo', body.connector, 1);
    expect([again.status, again.body.version]).toEqual([200, 1]);
    expect((await ada.get('/connectors/echo/versions')).body.items).toHaveLength(1);
  });

  test('of two administrators who change the same the second is told, with what is the newest', async () => {
    await create('two');
    const grace = await service.as('grace');
    const changed = await put(grace, 'two', fileForm(file, { id: 'two', name: 'By Grace' }), 1);
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    const late = await put(ada, 'two', fileForm(file, { id: 'two', name: 'By Ada' }), 1);
    expect(late.status).toBe(412);
    expect(late.headers.get('etag')).toBe('"2"');
    expect(late.body).toMatchObject({
      kind: 'stale',
      detail: '"two" has been changed by grace in the meantime.',
      newest: { version: 2, by: 'grace' },
    });
    const blind = await ada.ask('PUT', '/connectors/two', fileForm(file, { id: 'two' }));
    expect([blind.status, blind.body.kind]).toEqual([428, 'version-missing']);
    const gone = await ada.ask('DELETE', '/connectors/two', undefined, { headers: { 'if-match': '"1"' } });
    expect(gone.status).toBe(412);
    expect((await ada.get('/connectors/two')).body.connector.name).toBe('By Grace');
  });

  test('everything that is wrong is told by its field, and nothing is saved', async () => {
    const wrong = fileForm(file, { id: 'Wrong', sync: { schedule: { cron: '0 25 * * *', jitterSeconds: 9000 } } });
    const { status, body } = await ada.post('/connectors', wrong);
    expect(status).toBe(422);
    expect(body.problems.map(({ field }: { field: string }) => field)).toEqual([
      'id',
      'sync.schedule.cron',
      'sync.schedule.jitterSeconds',
    ]);
    expect((await ada.post('/connectors/check', wrong)).body.problems).toEqual(body.problems);
    expect((await ada.post('/connectors/check', fileForm(file))).body).toEqual({ ok: true });
    expect((await ada.post('/connectors', fileForm(file, { id: 'whole' }))).status).toBe(409);
    const moved = await put(ada, 'whole', fileForm(file, { id: 'other' }), 1);
    expect([moved.status, moved.body.problems[0].field]).toEqual([422, 'id']);
    expect((await ada.get('/connectors/Wrong')).status).toBe(404);
  });

  test('a secret goes in and never comes out', async () => {
    const ldap = (bindPassword: unknown, more: object = {}) => ({
      id: 'secret',
      source: {
        type: 'ldap',
        url: 'ldap://127.0.0.1:1',
        bindDn: 'cn=a',
        bindPassword,
        userBase: 'ou=people',
        ...more,
      },
      target: { type: 'directory' },
    });
    const made = await ada.post('/connectors', ldap('hunter2-hunter2'));
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const reference = { secret: 'secret.source.bindPassword' };
    expect(made.body.connector.source.bindPassword).toEqual(reference);
    expect(await service.context.vault.get(reference.secret)).toBe('hunter2-hunter2');
    const kept = await put(ada, 'secret', ldap(reference, { userBase: 'ou=staff' }), 1);
    expect([kept.status, kept.body.version]).toEqual([200, 2]);
    expect(await service.context.vault.get(reference.secret)).toBe('hunter2-hunter2');
    await put(ada, 'secret', ldap('another-secret'), 2);
    const again = await put(ada, 'secret', ldap('a-third-secret'), 3);
    expect([again.status, again.body.version]).toEqual([200, 3]);
    await put(ada, 'secret', ldap('another-secret'), 3);
    const { items } = (await ada.get(`/audit?action=secret.changed&subject=${reference.secret}`)).body;
    expect(items.map(({ actor }: { actor: string }) => actor)).toEqual(['ada', 'ada', 'ada']);
    expect(await service.context.vault.get(reference.secret)).toBe('another-secret');
    const seen = await Promise.all(
      ['/connectors', '/connectors/secret', '/connectors/secret/versions', '/connectors/secret/export', '/audit'].map(
        async (path) => JSON.stringify((await ada.get(path)).body),
      ),
    );
    for (const text of seen) expect(text).not.toMatch(/hunter2|another-secret/);
    const removed = await ada.ask('DELETE', '/connectors/secret', undefined, { headers: { 'if-match': '"3"' } });
    expect(removed.status).toBe(204);
    await expect(service.context.vault.get(reference.secret)).rejects.toThrow('There is no secret');
  });

  test('a secret that stands as text is answered as stars, and stars that are sent back keep it', async () => {
    const { id, source, target } = { id: 'starred', source: { type: 'ldap', url: 'ldap://127.0.0.1:1' }, target: {} };
    const form = { id, source: { ...source, userBase: 'ou=people' }, target: { ...target, type: 'directory' } };
    expect((await ada.post('/connectors', form)).status).toBe(201);
    const stored = await service.store.connectors.get(id);
    if (stored === undefined) throw new Error('It is not stored.');
    const options = { ...stored.config.source.options, bindDn: 'cn=a', bindPassword: 'typed-in-a-file' };
    await service.store.connectors.put({ ...stored.config, source: { type: 'ldap', options } }, Date.now());
    const { connector } = (await ada.get(`/connectors/${id}`)).body;
    expect(connector.source.bindPassword).toBe('********');
    expect((await ada.post('/connectors/check', connector)).body).toEqual({ ok: true });
    const other = { ...connector, id: 'without' };
    expect((await ada.post('/connectors/check', other)).body.problems[0].field).toBe('source.bindPassword');
    const saved = await put(ada, id, { ...connector, name: 'Renamed' }, 2);
    expect(saved.body.connector.source.bindPassword).toEqual({ secret: 'starred.source.bindPassword' });
    expect(await service.context.vault.get('starred.source.bindPassword')).toBe('typed-in-a-file');
  });

  test('a draft is tested with the secret that is stored, and is not saved', async () => {
    await create('draft');
    const target = { type: 'directory', directory: 'not-yet' };
    const works = await ada.post('/connectors/draft/test', undefined);
    expect([works.status, works.body.ok]).toEqual([200, true]);
    const draft = await ada.post('/connectors/test', fileForm('/nowhere/people.csv', { id: 'draft', target }));
    expect([draft.status, draft.body.ok]).toEqual([200, false]);
    expect(JSON.stringify(draft.body.source)).toContain('/nowhere/people.csv');
    expect((await ada.get('/connectors/draft')).body.connector.source.path).toBe(file);
    expect(JSON.stringify((await ada.get('/directories')).body)).not.toContain('not-yet');
  });

  test('versions tell what each changed, and an old one can be made the newest', async () => {
    const { body } = await create('past');
    await put(ada, 'past', { ...body.connector, name: 'Renamed' }, 1);
    await put(ada, 'past', { ...body.connector, name: 'Renamed', groups: { required: ['staff'] } }, 2);
    const versions = (await ada.get('/connectors/past/versions')).body.items;
    expect(versions.map(({ version, by }: { version: number; by: string }) => [version, by])).toEqual([
      [3, 'ada'],
      [2, 'ada'],
      [1, 'ada'],
    ]);
    expect(versions[0].changes).toEqual([{ field: 'groups.required', before: '[]', after: '["staff"]' }]);
    const page = (await ada.get('/connectors/past/versions?limit=1')).body;
    expect([page.items, page.next]).toEqual([[versions[0]], '3']);
    const restored = await ada.ask('POST', '/connectors/past/versions/1/restore', undefined, {
      headers: { 'if-match': '"3"' },
    });
    expect([restored.status, restored.body.version, restored.body.connector.name]).toEqual([200, 4, 'past']);
    const none = { headers: { 'if-match': '"4"' } };
    expect((await ada.ask('POST', '/connectors/past/versions/9/restore', undefined, none)).status).toBe(404);
  });

  test('the export is a connector file', async () => {
    await create('yaml', { name: 'Exported' });
    const { headers, body } = await ada.get('/connectors/yaml/export');
    expect(headers.get('content-disposition')).toBe('attachment; filename="yaml.yaml"');
    expect(parse(body).connectors).toMatchObject([{ id: 'yaml', name: 'Exported' }]);
  });

  test('every change is in the audit log, with what it was', async () => {
    await create('noted');
    await put(ada, 'noted', fileForm(file, { id: 'noted', name: 'Other' }), 1);
    await ada.ask('DELETE', '/connectors/noted', undefined, { headers: { 'if-match': '"2"' } });
    const { items } = (await ada.get('/audit?subject=connector+noted')).body;
    expect(items.map(({ actor, action }: { actor: string; action: string }) => [actor, action])).toEqual([
      ['ada', 'connector.deleted'],
      ['ada', 'connector.changed'],
      ['ada', 'connector.created'],
    ]);
    expect(items[1]).toMatchObject({ before: { name: 'noted' }, after: { name: 'Other' } });
  });

  test('who may only look changes nothing', async () => {
    await create('guarded');
    const viewer = await service.as('vera', 'viewer');
    const operator = await service.as('otto', 'operator');
    expect((await viewer.get('/connectors/guarded')).status).toBe(200);
    expect((await viewer.post('/connectors/guarded/runs', {})).status).toBe(403);
    expect((await operator.post('/connectors', fileForm(file, { id: 'sly' }))).status).toBe(403);
    expect((await put(operator, 'guarded', fileForm(file, { id: 'guarded' }), 1)).status).toBe(403);
    expect((await service.stranger().get('/connectors')).status).toBe(401);
  });

  test('the types say what their forms are made of', async () => {
    const { sources, targets } = (await ada.get('/connector-types')).body;
    expect(sources.map(({ type }: { type: string }) => type)).toEqual(['ldap', 'file']);
    expect(sources[0].setUp.length).toBeGreaterThan(2);
    expect(targets[0].options[0]).toMatchObject({ name: 'directory', default: 'main' });
  });

  test('a schedule is said in words, with what comes next', async () => {
    const { body } = await ada.post('/schedule/preview', { cron: '0,30 6-20 * * MON-FRI', timeZone: 'Europe/Berlin' });
    expect(body.words).toBe('Monday to Friday every 30 minutes from 06:00 to 20:59');
    expect(body.next).toHaveLength(5);
    expect(body.next[0]).toBeGreaterThan(Date.now());
    const wrong = await ada.post('/schedule/preview', { cron: '0 25 * * *', timeZone: 'Mars/Olympus' });
    expect(wrong.status).toBe(422);
    expect(wrong.body.problems.map(({ field }: { field: string }) => field)).toEqual(['cron', 'timeZone']);
  });

  describe('after a run', () => {
    beforeAll(async () => {
      await create('ran', { provisioning: { attributes: { username: { from: 'username', steps: ['lower'] } } } });
      const { body } = await ada.post('/connectors/ran/runs', {});
      await over(ada, body.id);
    });

    test('the card tells how it went', async () => {
      const { items } = (await ada.get('/connectors')).body;
      const card = items.find(({ id }: { id: string }) => id === 'ran');
      expect(card).toMatchObject({
        people: 4,
        groups: 3,
        openConflicts: 2,
        running: null,
        health: 'attention',
        nextRun: null,
        source: { type: 'file', label: 'Files (CSV, JSON, NDJSON)' },
        target: { directory: 'main' },
      });
      expect(card.recent).toHaveLength(1);
      expect(card.lastRun).toMatchObject({ status: 'partially-failed', startedBy: 'ada' });
    });

    test('the pickers are filled from the listing', async () => {
      const attributes = (await ada.get('/connectors/ran/attributes')).body.items;
      expect(attributes).toContainEqual({ name: 'fullName', people: 4, sample: 'Ada Lovelace' });
      expect(attributes).toContainEqual({ name: 'department', people: 3, sample: 'Research' });
      expect((await ada.get('/connectors/ran/groups?search=BO')).body.items).toEqual([
        { name: 'board', members: 1, synced: true },
      ]);
    });

    test('rules that are not saved are tried on everybody', async () => {
      const { connector } = (await ada.get('/connectors/ran')).body;
      const preview = async (provisioning: object, more: object = {}) =>
        (
          await ada.post('/connectors/ran/preview', {
            connector: { ...connector, provisioning: { attributes: provisioning }, ...more },
          })
        ).body;
      const now = await preview(connector.provisioning.attributes);
      expect(now).toMatchObject({ people: 4, filtered: 0, failed: 1, colliding: 2 });
      expect(now.collisions).toEqual([{ username: 'bob', sourceIds: ['2', '3'] }]);
      expect(now.failedExamples[0]).toMatchObject({ sourceId: '4', outcome: 'failed', output: null });
      expect(now.examples[0]).toMatchObject({ outcome: 'mapped', output: { ATTR_NAME: 'ada', file_ID: '1' } });
      const byMail = await preview({ username: { from: 'email', steps: [{ before: '@' }] } });
      expect(byMail).toMatchObject({ people: 4, failed: 0, colliding: 0 });
      const filtered = await preview({ department: { from: 'department', ifNothing: 'filter' } });
      expect(filtered).toMatchObject({ filtered: 1 });
      const required = await preview(connector.provisioning.attributes, { groups: { required: ['BOARD'] } });
      expect(required).toMatchObject({ filtered: 2, failed: 1, colliding: 0 });
      expect(required.filteredExamples[0].message).toBe('The person is in none of the required groups.');
      const body = { connector, search: 'tables' };
      expect((await ada.post('/connectors/ran/preview', body)).body.examples).toMatchObject([{ sourceId: '3' }]);
      const wrong = { connector: { ...connector, provisioning: { attributes: { username: { from: '' } } } } };
      expect((await ada.post('/connectors/ran/preview', wrong)).status).toBe(422);
    });

    test('conflicts are listed with both sides, searched and filtered', async () => {
      const all = (await ada.get('/connectors/ran/conflicts')).body;
      expect(all.items).toHaveLength(2);
      expect(all.items[0]).toMatchObject({ run: 'ran-1', ATTR_ID: '2', situation: 'duplicate-in-source' });
      const first = (await ada.get('/connectors/ran/conflicts?limit=1')).body;
      const second = (await ada.get(`/connectors/ran/conflicts?limit=1&after=${first.next}`)).body;
      expect([...first.items, ...second.items]).toEqual(all.items);
      expect(second.next).toBeNull();
      expect((await ada.get('/connectors/ran/conflicts?search=tables')).body.items).toHaveLength(1);
      expect((await ada.get('/connectors/ran/conflicts?kind=recreated')).body.items).toEqual([]);
    });
  });
});
