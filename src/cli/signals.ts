import { exitCodes } from './exit-code.ts';

/** Ctrl-C and SIGTERM ask a run to stop at the next batch; a second Ctrl-C ends the program at once. */
export function listenToSignals(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.cancelled);
    process.stderr.write('Stopping at the next batch; once more to stop at once.\n');
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // A reader that has gone away, such as `head`, is no reason for a stack trace.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.succeeded);
    throw error;
  });
  return controller.signal;
}
