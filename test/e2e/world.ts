import type { Page } from 'playwright-core';
import { connectorFile, csv, type Employee, people, person, recreated } from './company.ts';
import { readEverything } from './product.ts';
import { Service } from './service.ts';

/** A service with something on every page. */
export interface World {
  readonly service: Service;
  /** Runs, newest last. */
  readonly runs: { readonly failed: string; readonly stopped: string };
}

/** A company of some hundred people with a history, two re-created people, and contractors whose plan was stopped. */
export async function sampleWorld(): Promise<World> {
  const service = await Service.create();
  await peopleWithHistory(service);
  await contractors(service);
  const jira = JSON.parse(await service.command(['application', 'add', 'jira', '--json']));
  await service.command(['application', 'add', 'confluence', '--address', '10.0.0.0/24', '--may-write', 'groups']);
  await service.start();
  await service.makeAdministrator();
  await readEverything(service, jira);
  return { service, runs: { failed: 'acme-people-8', stopped: 'contractors-2' } };
}

async function peopleWithHistory(service: Service): Promise<void> {
  const company = people(412);
  const path = await service.write('people.csv', csv(company));
  const schedule = 'sync: { schedule: { enabled: true, cron: "0 2 * * *", timeZone: Europe/Berlin } }';
  const file = await service.write('acme.yaml', connectorFile('acme-people', 'Acme people', path, [schedule]));
  await service.command(['connector', 'apply', '-f', file]);
  await service.command(['sync', 'acme-people']);
  let now: Employee[] = company;
  for (const day of [1, 2, 3, 4, 5, 6]) {
    now = changed(now, day);
    await service.write('people.csv', csv(now));
    await service.command(['sync', 'acme-people'], [0, 3]);
  }
  const gone = ['ada.lovelace', 'hedy.ruiz'];
  await service.write('people.csv', csv(recreated(now, gone)));
  await service.command(['sync', 'acme-people'], [3]);
}

/** A day in a company: somebody joins, somebody marries, somebody moves, somebody leaves. */
function changed(company: readonly Employee[], day: number): Employee[] {
  const joined = Array.from({ length: (day * 5) % 7 }, (_, place) => person(500 + day * 20 + place));
  const moved = company.map((one, index) => {
    if (index % 97 === day) return { ...one, fullName: `${one.fullName.split(' ')[0]} Noether` };
    return index % 41 === day ? { ...one, department: 'Finance', groups: ['staff', 'finance'] } : one;
  });
  return [...moved.filter((_, index) => index !== 40 + day * 3), ...joined];
}

async function contractors(service: Service): Promise<void> {
  const all = people(60).map((one) => ({ ...one, id: `c-${one.id}`, username: `ext-${one.username}` }));
  const path = await service.write('contractors.csv', csv(all));
  const file = await service.write('contractors.yaml', connectorFile('contractors', 'Contractors', path));
  await service.command(['connector', 'apply', '-f', file]);
  await service.command(['sync', 'contractors']);
  await service.write('contractors.csv', csv(all.slice(0, 40)));
  await service.command(['sync', 'contractors'], [4]);
}

export interface ShownPage {
  readonly name: string;
  readonly path: string;
  /** Resolves when the page shows what it is for. */
  readonly ready: (page: Page) => Promise<void>;
}

/** Every page, with the tabs and panels that look different. */
export function pagesOf({ runs }: World): readonly ShownPage[] {
  const heading = (name: string | RegExp) => async (page: Page) => {
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
  };
  const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();
  const edit = '/connectors/acme-people/edit';
  return [
    { name: 'connectors', path: '/connectors', ready: text('Acme people') },
    { name: 'sync-single-user-dialog', path: '/connectors?person=acme-people', ready: text('Open this as a page') },
    { name: 'delete', path: '/connectors?remove=contractors', ready: text('To confirm, type') },
    { name: 'create-type', path: '/connectors/new', ready: text('LDAP') },
    { name: 'create-connection', path: '/connectors/new?type=ldap', ready: text('Save and Test Connection') },
    { name: 'create-who', path: '/connectors/acme-people/set-up?step=who', ready: text('Group at the provider') },
    { name: 'create-mapping', path: '/connectors/acme-people/set-up?step=mapping', ready: text('With these rules') },
    { name: 'create-simulate', path: '/connectors/acme-people/set-up?step=simulate', ready: text('First simulation') },
    { name: 'edit-general', path: edit, ready: text('Test Connection') },
    { name: 'edit-required-groups', path: `${edit}?tab=required-groups`, ready: text('Group at the provider') },
    { name: 'edit-provisioning', path: `${edit}?tab=provisioning`, ready: text('With these rules') },
    { name: 'edit-groups', path: `${edit}?tab=groups`, ready: text('Keep local memberships') },
    { name: 'edit-sync', path: `${edit}?tab=sync`, ready: text(/Next: /) },
    { name: 'edit-advanced', path: `${edit}?tab=advanced`, ready: text('Re-created people') },
    { name: 'versions', path: '/connectors/acme-people/versions', ready: text('in force') },
    { name: 'sync-single-user', path: '/connectors/acme-people/sync-single-user?advanced=true', ready: text('Go') },
    { name: 'connector-history', path: '/connectors/acme-people/history', ready: text('Details') },
    { name: 'history', path: '/history', ready: text('Details') },
    { name: 'conflicts', path: '/connectors/acme-people/conflicts', ready: text('at the provider now') },
    { name: 'run', path: `/runs/${runs.failed}`, ready: text('Download results for all users') },
    {
      name: 'run-person',
      path: `/runs/${runs.failed}?status=failed`,
      ready: async (page) => {
        await page.getByRole('row').filter({ hasText: 'ada.lovelace' }).click();
        await page.getByText('What existed').waitFor();
      },
    },
    { name: 'run-stopped', path: `/runs/${runs.stopped}`, ready: text('Nothing was changed') },
    { name: 'plan', path: `/runs/${runs.stopped}/plan`, ready: text('pending') },
    { name: 'plan-item', path: `/runs/${runs.stopped}/plan?item=1`, ready: text('pending') },
    { name: 'directory-users', path: '/directory', ready: text('ada.lovelace') },
    { name: 'directory-user', path: '/directory?user=10001', ready: text('Membership from') },
    { name: 'directory-groups', path: '/directory?tab=groups', ready: text('jira-administrators') },
    { name: 'directory-group', path: '/directory?tab=groups&group=legal', ready: text('Membership from') },
    {
      name: 'directory-passwords',
      path: '/directory',
      ready: async (page) => {
        await page.getByRole('button', { name: 'Change who checks passwords' }).click();
        await page.getByText('Sources that can').waitFor();
      },
    },
    { name: 'applications', path: '/applications', ready: text('confluence') },
    { name: 'application', path: '/applications/1', ready: text('Server URL') },
    { name: 'application-confluence', path: '/applications/2?product=confluence', ready: text('confluence-users') },
    { name: 'application-settings', path: '/applications/2?tab=settings', ready: text('Allowed addresses') },
    { name: 'application-rotate', path: '/applications/1?ask=rotate', ready: text('Keep the old one') },
    { name: 'application-delete', path: '/applications/1?ask=delete', ready: text('Keep it') },
    { name: 'application-name', path: '/applications/new', ready: text('Application name') },
    { name: 'application-directories', path: '/applications/new?step=directories', ready: text('accounts') },
    { name: 'application-access', path: '/applications/new?step=access', ready: text('Allowed addresses') },
    { name: 'audit', path: '/audit', ready: heading('Audit') },
    { name: 'settings-administrators', path: '/settings', ready: text('Last log-in') },
    { name: 'settings-tokens', path: '/settings?section=tokens', ready: text('No token') },
    { name: 'settings-log-in', path: '/settings?section=log-in', ready: text('Tell the provider') },
    { name: 'settings-secrets', path: '/settings?section=secrets', ready: text('No secret is stored') },
    { name: 'settings-sessions', path: '/settings?section=sessions', ready: text('this one') },
    { name: 'settings-password', path: '/settings?section=password', ready: text('Current password') },
    { name: 'settings-about', path: '/settings?section=about', ready: text('data directory') },
    { name: 'not-found', path: '/nowhere', ready: heading('There is no such page') },
  ];
}
