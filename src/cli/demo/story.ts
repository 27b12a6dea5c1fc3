import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { Failure } from '../../core/errors.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { writeLines } from '../terminal.ts';
import { DemoCompany, demoConnector } from './company.ts';

/** Runs one command line of the program, as a person would type it. */
export type Type = (args: readonly string[]) => Promise<ExitCode>;

/** Tells the story in `folder`. Every command must end as the story says, or the story fails. */
export async function tellStory(folder: string, type: Type): Promise<void> {
  const company = new DemoCompany(join(folder, 'export'));
  const file = join(folder, 'acme.yaml');
  const matchBy = (primaryAttribute: 'file_ID' | 'username') =>
    writeFile(file, demoConnector(company.folder, primaryAttribute));
  const run = (expected: ExitCode, ...args: readonly string[]) => expectExit(type, expected, args);
  await mkdir(company.folder);
  await company.write();
  await matchBy('file_ID');

  await say(`A company of ${company.people.length} people, synced for the first time.`);
  await run(exitCodes.succeeded, 'connector', 'apply', '-f', file);
  await run(exitCodes.succeeded, 'sync', 'acme');

  await say(
    'Carla and Jörg are deleted at the provider and created again under the same names.',
    'Their ids are new, so the sync would create accounts that exist. It asks instead, and harms nobody.',
  );
  const recreated = ['carla', 'JOERG.MUELLER'];
  for (const login of recreated) company.recreate(login);
  await company.write();
  await run(exitCodes.someUsersFailed, 'sync', 'acme');
  await run(exitCodes.succeeded, 'conflict', 'list', 'acme');
  await run(exitCodes.succeeded, 'run', 'results', 'acme-2', '--status', 'failed');

  await say('Method 1, for one person: sync this user with the username as primary attribute.');
  await run(exitCodes.succeeded, 'sync', 'acme', '--user', 'carla', '--by-username');
  await say('Where the username is transformed, the id from inputUser finds the person as well.');
  await run(exitCodes.succeeded, 'sync', 'acme', '--user', company.find('JOERG.MUELLER').id, '--by-username');
  await say('The next full sync is clean.');
  await run(exitCodes.succeeded, 'sync', 'acme', '--full');

  await say('Forty more people are created again.');
  for (const { login } of company.people.slice(2, 42)) company.recreate(login);
  await company.write();
  await run(exitCodes.someUsersFailed, 'sync', 'acme');

  await say('Method 2, for many: the primary attribute is the username for one full sync.');
  await matchBy('username');
  await run(exitCodes.succeeded, 'connector', 'apply', '-f', file);
  await run(exitCodes.succeeded, 'sync', 'acme', '--full');
  await say('And back again: everything is linked to the new ids.');
  await matchBy('file_ID');
  await run(exitCodes.succeeded, 'connector', 'apply', '-f', file);
  await run(exitCodes.succeeded, 'sync', 'acme', '--full');
}

async function say(...lines: readonly string[]): Promise<void> {
  await writeLines(['', ...lines.map((line) => styleText('bold', line))]);
}

async function expectExit(type: Type, expected: ExitCode, args: readonly string[]): Promise<void> {
  await writeLines(['', styleText('cyan', `$ user-sync ${args.join(' ')}`)]);
  const code = await type(args);
  if (code !== exitCodes.succeeded) await writeLines([styleText('dim', `(exit code ${code})`)]);
  if (code === expected) return;
  throw new Failure('internal', `"user-sync ${args.join(' ')}" ended with ${code} instead of ${expected}.`);
}
