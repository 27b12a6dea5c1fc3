import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PasswordChecks } from '../../src/app/authentication/index.ts';
import * as types from '../../src/app/registry.ts';
import { beginConnectorRun } from '../../src/app/run-connector.ts';
import { type Workplace, workplaceOn } from '../../src/app/workplace.ts';
import { peopleLdif } from '../fakes/people.ts';
import { type SlapdServer, slapdMissing, startSlapd } from '../fakes/slapd.ts';
import { connectorConfig, sqliteStore, temporaryFolder } from '../harness/installation.ts';

const suffix = 'dc=example,dc=com';
const secret = 'Correct horse 42';
const { signal } = new AbortController();

describe.skipIf(slapdMissing() !== undefined)(
  `from a run to a log-in, by OpenLDAP (${slapdMissing() ?? 'installed'})`,
  () => {
    let server: SlapdServer;
    let place: Workplace;
    let checks: PasswordChecks;
    let remove: () => Promise<void>;

    beforeAll(async () => {
      const folder = await temporaryFolder();
      remove = folder.remove;
      server = await startSlapd({ ldif: peopleLdif({ suffix, people: 3, groups: 0, membersPerGroup: 0 }) });
      place = workplaceOn(await sqliteStore(folder.path), join(folder.path, 'secret.key'));
      await place.vault.set('acme.source.bindPassword', server.adminPassword, null);
      const options = {
        url: server.url,
        bindDn: server.adminDn,
        bindPassword: { secret: 'acme.source.bindPassword' },
        userBase: suffix,
      };
      await place.store.connectors.put(connectorConfig('acme', { source: { type: 'ldap', options } }), 0);
      await (await beginConnectorRun(place, 'acme', {}, { startedBy: 'test', signal })).perform();
      await place.store.directories.setAuthentication('main', 'source');
      checks = new PasswordChecks({ ...place, types, clock: Date.now });
    });

    afterAll(async () => {
      await checks?.close();
      await place?.close();
      await server?.stop();
      await remove?.();
    });

    test('who was synced logs in with the password of the provider, and not without', async () => {
      const [[person] = []] = await Array.fromAsync(place.store.directories.users('main'));
      const username = person?.username ?? '';
      const user = await place.store.serving.user({ directories: ['main'], aggregate: false }, { name: username });
      if (user === undefined) throw new Error('Nobody was synced.');
      const dn = `uid=${username},ou=people,${suffix}`;
      await server.modify(`dn: ${dn}\nchangetype: modify\nreplace: userPassword\nuserPassword: ${secret}\n`);
      const verdict = async (password: string) => (await checks.check({ user, password, from: 'x', signal })).verdict;
      expect([await verdict(secret), await verdict('wrong'), await verdict('')]).toEqual(['right', 'wrong', 'wrong']);
      await server.kill();
      const answer = await checks.check({ user, password: 'a third', from: 'x', signal });
      expect(answer).toMatchObject({
        verdict: 'unavailable',
        sentence: expect.stringContaining('"acme" does not answer'),
      });
      expect(await verdict(secret), 'for a minute').toBe('right');
    });
  },
);
