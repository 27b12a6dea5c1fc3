import type { Store } from '../core/ports/store/index.ts';

/** Writes down what was done on the command line, after it was done. No secrets. */
export function noteInAudit(
  { audit }: Store,
  action: string,
  subject: string,
  { before = null, after = null }: { readonly before?: unknown; readonly after?: unknown } = {},
): Promise<void> {
  return audit.append({ at: Date.now(), actor: 'command line', address: null, action, subject, before, after });
}
