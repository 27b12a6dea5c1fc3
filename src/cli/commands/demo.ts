import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../core/errors.ts';
import { tellStory } from '../demo/story.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { buildProgram } from '../program.ts';
import { type CommandContext, writeLines } from '../terminal.ts';

/** Tells the story of a re-created user with the program's own commands, in a directory that is thrown away. */
export async function demo(context: CommandContext): Promise<ExitCode> {
  if (context.json)
    throw new Failure('unsupported', 'The demo is a story for people to read; there is no --json of it.');
  const folder = await mkdtemp(join(tmpdir(), 'user-sync-demo-'));
  const installation = await context.openIn(join(folder, 'data'));
  const open = async () => installation;
  const inner: CommandContext = { ...context, json: false, dataDirectory: installation.dataDirectory, open };
  try {
    await tellStory(folder, (args) => buildProgram(() => inner).run(['node', 'user-sync', ...args]));
    await writeLines(['', 'That was the demo; everything it wrote is gone again.']);
    return exitCodes.succeeded;
  } finally {
    await installation.close();
    await rm(folder, { recursive: true, force: true });
  }
}
