import { isFailure } from '../../core/errors.ts';
import type { ApplicationWrite } from '../../core/ports/store/index.ts';
import type { CrowdReason } from '../../protocols/crowd/reasons.ts';
import type { Exchange } from './exchange.ts';
import { CrowdRefusal } from './refusal.ts';

/** As a directory that can only be read refuses: it is a matter of the application, so with 403. */
const readOnly = (message: string): CrowdRefusal => new CrowdRefusal(403, 'APPLICATION_PERMISSION_DENIED', message);

/** Throws unless the application may write these. */
export function requireMayWrite({ application }: Exchange, what: ApplicationWrite): void {
  if (application.mayWrite.includes(what)) return;
  throw readOnly(`The application "${application.name}" may not change ${what}: User Sync serves them to be read.`);
}

/** The reasons for what may be wrong with a change, in words of the protocol. */
export interface ChangeReasons {
  readonly taken: readonly [status: number, reason: CrowdReason];
  readonly missing: readonly [status: number, reason: CrowdReason];
  readonly invalid: CrowdReason;
}

/** Does the work, and says in words of the protocol why it is not possible. */
export async function changing<T>(reasons: ChangeReasons, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFailure(error)) throw error;
    if (error.kind === 'already-exists') throw new CrowdRefusal(...reasons.taken, error.sentence);
    if (error.kind === 'not-found') throw new CrowdRefusal(...reasons.missing, error.sentence);
    if (error.kind === 'invalid') throw new CrowdRefusal(400, reasons.invalid, error.sentence);
    if (error.kind === 'unsupported') throw readOnly(error.sentence);
    throw error;
  }
}
