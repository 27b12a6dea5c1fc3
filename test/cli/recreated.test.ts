import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SlapdServer, startSlapd } from '../fakes/slapd.ts';
import { TestProgram } from '../harness/program.ts';
import { directoryOf, type ResultLine, type RunDocument } from './company.ts';
import {
  companyLdif,
  ldapConnector,
  missingSlapd,
  onSlapd,
  personLdif,
  recreate,
  withPassword,
} from './ldap-company.ts';

const shouting = 'JOERG.MUELLER';
const others = Array.from({ length: 58 }, (_, i) => `person${i}`);
const uids = ['carla', shouting, ...others];
const groups = { staff: uids, sales: ['carla', 'person1'], engineering: [shouting, 'person2'] };

/** The words of the report that gave the project its name, in the order in which an administrator meets them. */
describe.skipIf(missingSlapd !== undefined)(`people who were deleted and created again, ${onSlapd}`, () => {
  let server: SlapdServer;
  let acme: TestProgram;
  const secret = () => withPassword(server.adminPassword);
  const run = (...args: string[]) => acme.run(args, secret());
  const sync = async (...args: string[]) => {
    const finished = await run('sync', 'acme', '--json', ...args);
    return { ...finished.json<RunDocument>(), code: finished.code };
  };
  const failedOf = async (id: string) => {
    return (await acme.ok(['run', 'results', id, '--status', 'failed', '--format', 'ndjson'])).lines<ResultLine>();
  };
  const account = async (username: string) => {
    const { users, members } = await directoryOf(acme);
    const found = users.find((user) => user.username === username);
    return { ...found, groups: members.filter((member) => member.username === username).map(({ group }) => group) };
  };

  beforeAll(async () => {
    server = await startSlapd({ suffix: 'dc=acme,dc=test', ldif: companyLdif(uids, groups) });
    acme = await TestProgram.onSqlite();
    await ldapConnector(acme, server);
  });
  afterAll(async () => {
    await acme?.remove();
    await server?.stop();
  });

  test('the company is synced', async () => {
    const first = await sync();
    expect(first).toMatchObject({ code: 0, run: 'acme-1', status: 'succeeded', kind: 'full' });
    expect(first.counts).toMatchObject({ result: 60, added: 60, failed: 0, groupsAdded: 3, membershipsAdded: 64 });
    expect(await account('joerg.mueller')).toMatchObject({ active: true, groups: ['engineering', 'staff'] });
  });

  test('two are created again: both are told, nobody is disabled, everybody else is synced', async () => {
    const before = [await account('carla'), await account('joerg.mueller')];
    await recreate(server, ['carla', shouting]);
    await server.add(personLdif('joiner'));
    const second = await sync('--full');
    expect(second).toMatchObject({ code: 3, status: 'partially-failed' });
    expect(second.counts).toMatchObject({ failed: 2, conflicts: 2, added: 1, disabled: 0, deleted: 0, relinked: 0 });

    const results = await failedOf(second.run);
    expect(results.map(({ ATTR_NAME }) => ATTR_NAME)).toEqual(['carla', 'joerg.mueller']);
    for (const [at, { message, ATTR_ID, inputUser, situation }] of results.entries()) {
      expect(message).toBe(`ATTR_ID : ${ATTR_ID} : ${before[at]?.number} exists already`);
      expect(ATTR_ID).not.toBe(before[at]?.sourceId);
      expect(inputUser).toMatchObject({ ldap_ID: ATTR_ID, uid: ['carla', shouting][at] });
      expect(situation).toBe('recreated');
    }
    expect([await account('carla'), await account('joerg.mueller')]).toEqual(before);
    expect(await account('joiner')).toMatchObject({ active: true });
  });

  test('the run in words says how to go on', async () => {
    const { code, stdout } = await run('sync', 'acme');
    expect(code).toBe(3);
    expect(stdout).toMatch(/: some users failed after/);
    expect(stdout).toMatch(/2 failed/);
    expect(stdout).toMatch(/FAILED {2}carla +ATTR_ID : \S+ : \d+ exists already/);
    expect(stdout).toMatch(/user-sync run results acme-\d+ --status failed/);
    expect(stdout).toMatch(/user-sync conflict list acme/);
  });

  test('conflicts are listed with both sides and the command that repairs them', async () => {
    const { number, sourceId } = await account('carla');
    const text = (await run('conflict', 'list', 'acme')).stdout;
    expect(text).toMatch(new RegExp(`^carla: ATTR_ID : \\S+ : ${number} exists already$`, 'm'));
    expect(text).toContain(`the account is linked to ${sourceId}, which is gone at the provider since `);
    expect(text).toMatch(/equal on both sides: fullName, email/);
    expect(text).toMatch(/^ {2}user-sync sync acme --user \S+ --by-username$/m);
    const conflicts = (await run('conflict', 'list', 'acme', '--json')).json<ResultLine[]>();
    expect(conflicts).toHaveLength(2);
    expect(conflicts[0]).toMatchObject({ conflict: { kind: 'recreated', linkedTo: sourceId, differ: [] } });
  });

  test('explain tells the same of one person, by any of her names, and changes nothing', async () => {
    const before = await directoryOf(acme);
    const [result] = await failedOf('acme-2');
    for (const ident of ['carla', 'carla@acme.test', result?.ATTR_ID ?? '']) {
      const explained = await run('explain', 'acme', ident);
      expect(explained.code).toBe(0);
      expect(explained.stdout).toContain(result?.message);
      for (const part of ['Raw:', 'Mapped:', 'Matched:', 'Decided:']) expect(explained.stdout).toContain(part);
    }
    const document = (await run('explain', 'acme', shouting, '--json')).json<ResultLine>();
    expect(document).toMatchObject({ status: 'FAILED', ATTR_NAME: 'joerg.mueller', inputUser: { uid: shouting } });
    expect(await directoryOf(acme)).toEqual(before);
  });

  test('method 1: one user by the username, the other by the id from inputUser', async () => {
    const before = [await account('carla'), await account('joerg.mueller')];
    const [, joerg] = await failedOf('acme-2');
    const id = String(joerg?.inputUser?.ldap_ID);
    expect(await sync('--user', 'carla', '--by-username')).toMatchObject({
      code: 0,
      status: 'succeeded',
      kind: 'single',
      counts: { result: 1, relinked: 1, failed: 0, membershipsRemoved: 0 },
    });
    expect(await sync('--user', id, '--by-username')).toMatchObject({ code: 0, counts: { relinked: 1 } });
    const after = [await account('carla'), await account('joerg.mueller')];
    expect(after[1]?.sourceId).toBe(id);
    expect(after).toEqual(before.map((was, at) => ({ ...was, sourceId: after[at]?.sourceId })));
    expect(after[0]?.sourceId).not.toBe(before[0]?.sourceId);

    expect(await sync('--full')).toMatchObject({ code: 0, status: 'succeeded', counts: { failed: 0, disabled: 0 } });
    expect((await run('conflict', 'list', 'acme')).stdout).toBe('No open conflicts.\n');
  });

  test('method 2: forty at once, with the username as primary attribute for one full sync', async () => {
    const forty = others.slice(0, 40);
    const before = await directoryOf(acme);
    await recreate(server, forty);
    expect(await sync()).toMatchObject({ code: 3, kind: 'delta', counts: { failed: 40, conflicts: 40, disabled: 0 } });
    await ldapConnector(acme, server, { primaryAttribute: 'username' });
    expect(await sync('--full')).toMatchObject({ code: 0, counts: { relinked: 40, failed: 0, disabled: 0, added: 0 } });
    await ldapConnector(acme, server);
    expect(await sync('--full')).toMatchObject({
      code: 0,
      counts: { relinked: 0, failed: 0, disabled: 0, updated: 0 },
    });

    const after = await directoryOf(acme);
    const identity = ({ number, username, active }: (typeof after.users)[number]) => ({ number, username, active });
    expect(after.users.map(identity)).toEqual(before.users.map(identity));
    expect(after.members).toEqual(before.members);
    const ids = new Map(before.users.map(({ username, sourceId }) => [username, sourceId]));
    const moved = after.users.filter(({ username, sourceId }) => ids.get(username) !== sourceId);
    expect(moved.map(({ username }) => username).toSorted()).toEqual(forty.toSorted());
  });
});
