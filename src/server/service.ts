import type { AddressInfo } from 'node:net';
import { Failure } from '../core/errors.ts';
import type { ServiceContext } from './context.ts';
import { buildApp } from './http/app.ts';

export interface ListenOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** A service that answers. */
export interface RunningService {
  /** Where it answers, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Takes no more requests, ends the open ones, and stops the runs at their next batch. The store stays open. */
  stop(): Promise<void>;
}

/** How long requests that are being answered may still take when the service stops. */
const graceMs = 3_000;

/** Throws `configuration` when the address cannot be listened on. */
export async function startService(context: ServiceContext, { host, port }: ListenOptions): Promise<RunningService> {
  const app = await buildApp(context);
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw listenFailure(error as NodeJS.ErrnoException, host, port) ?? error;
  }
  const { port: actual } = app.server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    stop: async () => {
      const stopped = context.runs.stop();
      const timer = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await app.close().finally(() => clearTimeout(timer));
      await stopped;
    },
  };
}

function listenFailure({ code = '', message }: NodeJS.ErrnoException, host: string, port: number): Failure | undefined {
  const place = `${host}, port ${port}`;
  const reasons: { readonly [code: string]: readonly [what: string, remedy: string] } = {
    EADDRINUSE: [
      `Another program already listens on ${place}.`,
      'Stop that one, or choose another port with --port, such as --port 8081.',
    ],
    EACCES: [`This user may not listen on ${place}.`, 'Choose a port from 1024 on with --port.'],
    EADDRNOTAVAIL: [
      `This machine does not have the address ${host}.`,
      'Give one of its own with --host: 127.0.0.1 for this machine only, 0.0.0.0 for every network it is in.',
    ],
    ENOTFOUND: [`The name ${host} is not known.`, 'Give an address of this machine with --host, such as 127.0.0.1.'],
  };
  const reason = reasons[code];
  if (reason === undefined) return undefined;
  return new Failure('configuration', reason[0], { remedy: reason[1], cause: new Error(message) });
}
