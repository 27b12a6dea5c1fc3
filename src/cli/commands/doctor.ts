import { diagnose } from '../../app/doctor.ts';
import { checkLines } from '../check-lines.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { type CommandContext, writeJson, writeLines } from '../terminal.ts';

/** What is wrong with this installation, and how to mend it. */
export async function doctor(context: CommandContext): Promise<ExitCode> {
  const checks = await diagnose(context.dataDirectory, context.open);
  const ok = checks.every((check) => check.ok);
  if (context.json) await writeJson({ ok, checks });
  else await writeLines([...checkLines(checks), ok ? 'Nothing is wrong.' : 'Mend what FAILED, then look again.']);
  return ok ? exitCodes.succeeded : exitCodes.wrongUsage;
}
