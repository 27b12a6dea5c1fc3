import { type Command, InvalidArgumentError, Option } from 'commander';
import { isAddressOrNetwork } from '../app/addresses.ts';
import type { AdministratorRole } from '../core/ports/store/index.ts';
import type { ServeOptions } from './commands/serve.ts';
import type { On } from './program.ts';

/** The commands of the service: running it, and what must be possible when nobody can log in. */
export function addService(program: Command, on: On): void {
  const serve = program
    .command('serve')
    .description('the service: web page and REST API, until it is stopped')
    .action(
      on(
        async () => async (context, options: ServeOptions) =>
          (await import('./commands/serve.ts')).serve(context, options),
      ),
    );
  const start = program
    .command('start')
    .description('as serve; in an empty data directory, make a sample company first and sync it')
    .action(
      on(
        async () => async (context, options: ServeOptions) =>
          (await import('./commands/start.ts')).start(context, options),
      ),
    );
  for (const command of [serve, start]) addServeOptions(command);
  addAdmin(program, on);
  addSecret(program, on);
}

function addServeOptions(command: Command): void {
  command
    .option('--port <port>', 'where it answers; 0 for any that is free', port, 8080)
    .option('--host <address>', 'the address of this machine to listen on', '127.0.0.1')
    .option(
      '--trust-proxy <addresses>',
      'reverse proxies on other machines, by address or CIDR, with commas',
      addresses,
      [],
    );
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It is a number from 0 to 65535.');
}

function addresses(text: string): readonly string[] {
  const all = text.split(',').map((address) => address.trim());
  const wrong = all.find((address) => !isAddressOrNetwork(address));
  if (wrong === undefined) return all;
  throw new InvalidArgumentError(`${JSON.stringify(wrong)} is no address, such as 10.0.0.7 or 10.0.0.0/24.`);
}

const roles: readonly AdministratorRole[] = ['viewer', 'operator', 'administrator'];

function addAdmin(program: Command, on: On): void {
  const admin = program.command('admin').description('who may log in to the service');
  const module = () => import('./commands/admin.ts');
  admin
    .command('list')
    .description('everybody who may log in')
    .action(on(async () => async (context) => (await module()).listAdministrators(context)));
  admin
    .command('add <username>')
    .description('add somebody; the password is read from standard input')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('administrator'))
    .action(
      on(
        async () =>
          async (context, username: string, { role }: { role: AdministratorRole }) =>
            (await module()).addAdministrator(context, username, role),
      ),
    );
  admin
    .command('reset-password <username>')
    .description('set a new password, read from standard input; who was deactivated is active again')
    .action(on(async () => async (context, username: string) => (await module()).resetPassword(context, username)));
}

function addSecret(program: Command, on: On): void {
  const secret = program.command('secret').description('secrets that connectors name as { secret: NAME }');
  const module = () => import('./commands/secret.ts');
  secret
    .command('list')
    .description('their names, ages and users; never what they are')
    .action(on(async () => async (context) => (await module()).listSecrets(context)));
  secret
    .command('set <name>')
    .description('store a secret, sealed; it is read from standard input')
    .action(on(async () => async (context, name: string) => (await module()).setSecret(context, name)));
  secret
    .command('delete <name>')
    .description('delete a secret')
    .action(on(async () => async (context, name: string) => (await module()).deleteSecret(context, name)));
  secret
    .command('rotate')
    .description('make a new key and seal every secret with it')
    .action(on(async () => async (context) => (await module()).rotateSecrets(context)));
}
