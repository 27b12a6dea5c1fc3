import { type Command, InvalidArgumentError } from 'commander';
import type { ApplicationWrite } from '../core/ports/store/index.ts';
import type { ApplicationOptions } from './commands/application.ts';
import type { On } from './program.ts';

/** The products that read directories: Jira, Confluence and their like. */
export function addApplications(program: Command, on: On): void {
  const application = program.command('application').description('products that read directories, such as Jira');
  const module = () => import('./commands/application.ts');
  application
    .command('list')
    .description('every application: what it reads, and when it was last seen')
    .action(on(async () => async (context) => (await module()).listApplications(context)));
  const add = application
    .command('add <name>')
    .description('add an application; its password is shown this once')
    .action(
      on(
        async () => async (context, name: string, options: ApplicationOptions) =>
          (await module()).addApplicationCommand(context, name, options),
      ),
    );
  const change = application
    .command('change <name>')
    .description('change what an application may do; what is left out stays as it is')
    .action(
      on(
        async () => async (context, name: string, options: ApplicationOptions) =>
          (await module()).changeApplicationCommand(context, name, options),
      ),
    );
  for (const command of [add, change]) addSettings(command);
  application
    .command('rotate <name>')
    .description('give it a new password, shown this once; the one before holds no more')
    .action(on(async () => async (context, name: string) => (await module()).rotateCommand(context, name)));
  application
    .command('resync <name>')
    .description('make it read everything again, the next time it asks what changed')
    .action(on(async () => async (context, name: string) => (await module()).resyncApplication(context, name)));
  application
    .command('delete <name>')
    .description('delete an application: it is refused from now on')
    .action(on(async () => async (context, name: string) => (await module()).deleteApplication(context, name)));
}

/** An option that may be given several times keeps the order. */
const inOrder = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value];

function addSettings(command: Command): void {
  command
    .option('--directory <name>', 'a directory that it sees; of several, the first that has a name wins', inOrder)
    .option('--address <address>', 'an address or network (CIDR) from which it may call, or "any"', inOrder)
    .option('--aggregate', 'people are in the groups that any of its directories gives them')
    .option('--no-aggregate', 'people are only in the groups of their own directory')
    .option('--may-write <what>', 'users, groups, memberships, with commas, or "nothing"', writes);
}

const allWrites: readonly ApplicationWrite[] = ['users', 'groups', 'memberships'];

function writes(text: string): readonly ApplicationWrite[] {
  if (text === 'nothing') return [];
  const asked = text.split(',').map((word) => word.trim());
  const wrong = asked.find((word) => !allWrites.some((one) => one === word));
  if (wrong === undefined) return allWrites.filter((one) => asked.includes(one));
  throw new InvalidArgumentError(`${JSON.stringify(wrong)} is none of ${allWrites.join(', ')}.`);
}
