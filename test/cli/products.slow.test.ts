import { describe, expect, test } from 'vitest';
import { programEngines, type TestProgram } from '../harness/program.ts';
import { Caller } from '../server/crowd/caller.ts';
import { type Copy, Product } from '../server/crowd/product.ts';
import { until } from '../server/running.ts';
import { fileConnector, people, type Row, type RunDocument, withProgram } from './company.ts';
import { end, type Service, serve } from './served.ts';

const carla: Row = { id: 'old', username: 'carla', fullName: 'Carla', email: 'carla@v1.test', groups: 'staff;sales' };

/** A product as it is connected: by the name and password that the command prints. */
async function connected(program: TestProgram, { ada }: Service, name: string): Promise<Product> {
  const made = await program.ok(['application', 'add', name, '--directory', 'main', '--json']);
  const document = made.json<{ name: string; password: string }>();
  expect(Object.keys(document)).toEqual(['name', 'password']);
  return new Product(new Caller(ada.url, document.name, document.password));
}

const namesOf = ({ users }: Copy): string[] => users.map(({ name }) => name).sort();

for (const { name, missing, create } of programEngines) {
  describe.skipIf(missing !== undefined)(`products that read a service on ${name}`, () => {
    test(
      'who was created again at the provider, and repaired, stays the same person at the product',
      () =>
        withProgram(create, async (program) => {
          const others = people(20);
          const source = await fileConnector(program, [...others, carla]);
          await program.ok(['sync', 'acme']);
          const service = await serve(program);
          const jira = await connected(program, service, 'jira');
          const before = await jira.synchronize();
          await source.export([...others, { ...carla, id: 'new' }]);
          const failed = await program.run(['sync', 'acme', '--full', '--json']);
          expect(failed.code).toBe(3);
          expect(failed.json<RunDocument>().counts).toMatchObject({ failed: 1, disabled: 0, deleted: 0 });
          expect(await jira.synchronize()).toEqual(before);
          const repaired = await program.ok(['sync', 'acme', '--user', 'carla', '--by-username', '--json']);
          expect(repaired.json<RunDocument>().counts).toMatchObject({ relinked: 1 });
          expect(await jira.synchronize()).toEqual(before);
          const { run } = (await program.ok(['sync', 'acme', '--full', '--json'])).json<RunDocument>();
          expect(await jira.synchronize()).toEqual(before);
          expect(jira.fullSyncs).toBe(1);
          const asked = await service.ada.get(`/runs/${run}/applications`);
          expect(asked.body.items ?? asked.body).toMatchObject([{ application: 'jira', kind: 'incremental' }]);
          expect(await end(service)).toBe(0);
        }),
      120_000,
    );

    test(
      'a restart and SIGKILL of the service between steps cost no product a full reading, and nobody their groups',
      () =>
        withProgram(create, async (program) => {
          const all = [...people(20), carla];
          const source = await fileConnector(program, all, ['guards: { maxDisable: "100%" }']);
          await program.ok(['sync', 'acme']);
          let service = await serve(program);
          const products = [await connected(program, service, 'jira'), await connected(program, service, 'wiki')];
          const copies = () => Promise.all(products.map((one) => one.synchronize()));
          const again = async (signal: NodeJS.Signals) => {
            await end(service, signal);
            service = await serve(program);
            for (const product of products) product.follow(service.ada.url);
          };
          const [first] = await copies();
          expect(namesOf(first as Copy)).toHaveLength(21);
          await source.export([...all, { ...carla, id: 'joiner', username: 'joiner' }]);
          await program.ok(['sync', 'acme']);
          await again('SIGKILL');
          for (const copy of await copies()) expect(namesOf(copy)).toContain('joiner');
          await source.export([...people(20, 2), { ...carla, username: 'carlotta', groups: 'staff' }]);
          await again('SIGTERM');
          await program.ok(['sync', 'acme']);
          const [last, other] = await copies();
          expect(other).toEqual(last);
          expect(Object.keys(last?.groups ?? {})).not.toContain('sales');
          expect(last?.users).toContainEqual(expect.objectContaining({ name: 'carlotta', active: true }));
          expect(last?.users).toContainEqual(expect.objectContaining({ name: 'joiner', active: false }));
          expect(products.map(({ fullSyncs }) => fullSyncs)).toEqual([1, 1]);
          await end(service);
        }),
      120_000,
    );

    test(
      'a run that is killed in its middle is seen by nobody before it is gone on with',
      () =>
        withProgram(create, async (program) => {
          const many = 10_000;
          const source = await fileConnector(program, people(many), ['guards: { maxMembershipRemovals: "100%" }']);
          await program.ok(['sync', 'acme'], { timeout: 120_000 });
          let service = await serve(program);
          const jira = await connected(program, service, 'jira');
          for (let version = 2; ; version += 1) {
            await jira.synchronize();
            await source.export(people(many, version));
            const { body: run } = await service.ada.post('/connectors/acme/runs', { full: true });
            // One look shows the moment: the first of them is changed, many are not yet.
            await until(
              () => service.ada.get('/directories/main/users?search=person0%40').then(({ body }) => body.items[0]),
              ({ email }) => email === `person0@v${version}.test`,
            );
            await end(service, 'SIGKILL');
            service = await serve(program);
            jira.follow(service.ada.url);
            const seen: number[] = [];
            const { id, status } = await until(
              async () => {
                seen.push(...versionsOf(await jira.synchronize()));
                return (await service.ada.get('/runs')).body.items[0];
              },
              (newest) => newest.status !== 'running' && (newest.id !== run.id || newest.status === 'succeeded'),
            );
            expect(status).toBe('succeeded');
            seen.push(...versionsOf(await jira.synchronize()));
            // Whole each time: as it was, and then as it is.
            expect(seen).toEqual([...seen].sort());
            expect(seen.at(-1)).toBe(version);
            expect(Math.min(...seen)).toBeGreaterThanOrEqual(version - 1);
            // Where it was over before it could be killed, another one is tried.
            if (id !== run.id) break;
          }
          await end(service);
        }),
      240_000,
    );
  });
}

/** Which exports the people of the copy are from, by their mail addresses: one, where it is whole. */
function versionsOf({ users }: Copy): readonly number[] {
  return [...new Set(users.map(({ email }) => Number(/@v(\d+)\./.exec(email)?.[1])))];
}
