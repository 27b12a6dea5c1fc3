import { Argument, Command, CommanderError, Option } from 'commander';
import { authentications } from '../app/authentication/words.ts';
import { type DownloadFormat, downloadFormats } from '../app/downloads/formats.ts';
import type { DirectoryAuthentication } from '../core/ports/store/index.ts';
import { addApplications } from './application-commands.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { addService } from './service-commands.ts';
import type { CommandContext } from './terminal.ts';
import { version } from './version.ts';

/** The command line was used in a way that there is not; commander has told how. */
export class UsageError extends Error {}

export interface GlobalOptions {
  readonly json: boolean;
  readonly data: string;
}

export interface Program {
  run(argv: readonly string[]): Promise<ExitCode>;
}

const everyday = () => import('./commands/index.ts');

export type Action<A extends readonly unknown[]> = (context: CommandContext, ...args: A) => Promise<ExitCode>;

/** The words of the command line. What a command does is loaded when it is called. */
export function buildProgram(contextFor: (options: GlobalOptions) => CommandContext): Program {
  const program = new Command('user-sync');
  let code: ExitCode = exitCodes.succeeded;
  const on =
    <A extends readonly unknown[]>(load: () => Promise<Action<A>>) =>
    async (...args: unknown[]) => {
      // Commander adds the options and the command itself; the options stay where a command takes them.
      const command = args.pop() as Command;
      const context = contextFor(command.optsWithGlobals<GlobalOptions>());
      const action = await load();
      code = await action(context, ...(args as unknown as A));
    };
  program
    .description('Keeps accounts and groups equal to what an identity provider says.')
    .version(version, '--version', 'which version this is')
    .option('--data <folder>', 'the data directory', process.env.USER_SYNC_DATA ?? './data')
    .option('--json', 'one JSON document on standard output', false)
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride();
  addConnector(program, on);
  addRuns(program, on);
  addInspection(program, on);
  addApplications(program, on);
  addService(program, on);
  for (const command of everyCommand(program))
    command.exitOverride().showHelpAfterError(`(see: ${path(command)} --help)`);
  return {
    run: async (argv) => {
      try {
        await program.parseAsync(argv);
        return code;
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        if (error.exitCode === 0) return exitCodes.succeeded;
        throw new UsageError(error.message, { cause: error });
      }
    },
  };
}

export type On = <A extends readonly unknown[]>(
  load: () => Promise<Action<A>>,
) => (...args: unknown[]) => Promise<void>;

function addConnector(program: Command, on: On): void {
  const connector = program.command('connector').description('manage connectors');
  const module = () => import('./commands/connector.ts');
  connector
    .command('apply')
    .description('create and change connectors as a file says; tells what changed')
    .requiredOption('-f, --file <file>', 'the connector file (YAML or JSON)')
    .action(
      on(
        async () =>
          async (context, { file }: { file: string }) =>
            (await module()).applyConnectors(context, file),
      ),
    );
  connector
    .command('list')
    .description('every connector with its last run')
    .action(on(async () => async (context) => (await module()).listConnectors(context)));
  connector
    .command('show <id>')
    .description('one connector: its settings, its last run, its open conflicts')
    .action(on(async () => async (context, id: string) => (await module()).showConnector(context, id)));
  connector
    .command('export [id]')
    .description('the connector file of one connector, or of all; secrets stay out')
    .action(on(async () => async (context, id?: string) => (await module()).exportConnector(context, id)));
  connector
    .command('test <id>')
    .description('try, one by one, what a run will need')
    .action(on(async () => async (context, id: string) => (await module()).testConnector(context, id)));
  connector
    .command('delete <id>')
    .description('forget a connector and its history; its accounts stay')
    .action(on(async () => async (context, id: string) => (await module()).deleteConnector(context, id)));
}

interface SyncOptions {
  readonly simulate?: true;
  readonly full?: true;
  readonly user?: string;
  readonly byUsername?: true;
}

function addRuns(program: Command, on: On): void {
  program
    .command('sync <id>')
    .description('run a connector: what changed since the last run, or everything')
    .option('--simulate', 'stop after the guards: make the plan and change nothing')
    .addOption(new Option('--full', 'read everything, although the source could say what changed').conflicts('user'))
    .option('--user <ident>', 'only this person: a source id, a username or an e-mail address')
    .option('--by-username', 'with --user: sync with the username as primary attribute')
    .action(
      on(async () => {
        const { syncCommand } = await everyday();
        return async (context, id: string, options: SyncOptions) => {
          if (options.byUsername === true && options.user === undefined) {
            program.error("error: option '--by-username' needs '--user <ident>'");
          }
          const { user, simulate = false, full = false, byUsername = false } = options;
          return syncCommand(context, id, { simulate, full, byUsername, ...(user === undefined ? {} : { user }) });
        };
      }),
    );
  const run = program.command('run').description('the history');
  run
    .command('list <connector>')
    .description('the runs of a connector, newest first')
    .action(on(async () => async (context, id: string) => (await everyday()).listRuns(context, id)));
  run
    .command('show <run>')
    .description('what one run did')
    .action(on(async () => async (context, id: string) => (await everyday()).showRun(context, id)));
  run
    .command('results <run>')
    .description('what became of whom, to download')
    .addOption(
      new Option('--status <status>', 'only these')
        .choices(['all', 'failed', 'added', 'updated', 'enabled', 'disabled', 'deleted', 'filtered', 'not-modified'])
        .default('all'),
    )
    .addOption(formatOption(downloadFormats, 'json'))
    .action(
      on(
        async () => async (context, id: string, options: { status: string; format: DownloadFormat }) =>
          (await everyday()).runResults(context, id, options),
      ),
    );
}

function addInspection(program: Command, on: On): void {
  program
    .command('plan')
    .description('plans')
    .command('show <run>')
    .description('what a run would change or changed, in order, with the reasons')
    .action(on(async () => async (context, id: string) => (await everyday()).showPlan(context, id)));
  program
    .command('conflict')
    .description('conflicts')
    .command('list <id>')
    .description('the open conflicts of a connector, with both sides and the proposed repair')
    .action(on(async () => async (context, id: string) => (await everyday()).listConflicts(context, id)));
  program
    .command('explain <id> <ident>')
    .description('raw, mapped, matched, decided: what a run would make of one person')
    .action(
      on(async () => async (context, id: string, ident: string) => (await everyday()).explain(context, id, ident)),
    );
  addDirectory(program, on);
  program
    .command('doctor')
    .description('what is wrong with this installation, and how to mend it')
    .action(on(async () => async (context) => (await everyday()).doctor(context)));
  program
    .command('demo')
    .description('the story of a re-created user, told in a throw-away directory')
    .action(on(async () => async (context) => (await import('./commands/demo.ts')).demo(context)));
}

function addDirectory(program: Command, on: On): void {
  const directory = program
    .command('directory')
    .description('the built-in directory: who is in it, and their passwords');
  const show = {
    users: { what: 'every account', run: async () => (await everyday()).directoryUsers },
    groups: { what: 'every group', run: async () => (await everyday()).directoryGroups },
    members: { what: 'who is in which group', run: async () => (await everyday()).directoryMembers },
  } as const;
  for (const [name, { what, run }] of Object.entries(show)) {
    const command = directory
      .command(name)
      .description(what)
      .option('--directory <name>', 'the directory', 'main')
      .addOption(formatOption(['ndjson', 'csv'], 'ndjson'))
      .action(on(run));
    if (name === 'members') command.option('--nested', 'also who is in a group through groups in it');
  }
  addDirectoryPasswords(directory, on);
}

function addDirectoryPasswords(directory: Command, on: On): void {
  const module = () => import('./commands/directory-passwords.ts');
  directory
    .command('authentication')
    .description('by whom the passwords of its people are checked; with a word, set it')
    .addArgument(new Argument('[by]', 'nobody, the identity provider, or this program').choices(authentications))
    .option('--directory <name>', 'the directory', 'main')
    .action(
      on(
        async () => async (context, by: DirectoryAuthentication | undefined, options: { directory: string }) =>
          (await module()).directoryAuthentication(context, by, options),
      ),
    );
  directory
    .command('password <username>')
    .description("set somebody's password in this program, read from standard input")
    .option('--directory <name>', 'the directory', 'main')
    .option('--remove', 'take the password away')
    .action(
      on(
        async () => async (context, username: string, options: { directory: string; remove?: true }) =>
          (await module()).directoryPassword(context, username, options),
      ),
    );
}

function formatOption(formats: readonly DownloadFormat[], fallback: DownloadFormat): Option {
  return new Option('--format <format>', 'how it is written').choices(formats).default(fallback);
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((inner) => [inner, ...everyCommand(inner)]);
}

function path(command: Command): string {
  return command.parent === null ? command.name() : `${path(command.parent)} ${command.name()}`;
}
