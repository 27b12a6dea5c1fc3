import type { RunningProgram, TestProgram } from '../harness/program.ts';
import { Client } from '../server/client.ts';

/** The service as a process of its own, with somebody logged in. */
export interface Service {
  readonly running: RunningProgram;
  readonly pid: number;
  /** Somebody who may do everything. */
  readonly ada: Client;
}

type Environment = { readonly [name: string]: string };

interface Said {
  readonly url: string;
  readonly setUp: string | null;
  readonly pid: number;
}

const credentials = { username: 'ada', password: 'correct horse battery' };

/** Starts the service and logs in, as the first administrator where there is none yet. */
export async function serve(program: TestProgram, env: Environment = {}): Promise<Service> {
  const running = program.start(['serve', '--port', '0', '--json'], { timeout: 240_000, env });
  const said: Said = JSON.parse(await running.saysOnStdout('\n}\n'));
  const { url, setUp, pid } = said;
  const ada = new Client(url);
  if (setUp !== null) await ada.post('/setup', { token: setUp.split('#')[1], ...credentials });
  await ada.logIn(credentials.username, credentials.password);
  return { running, pid, ada };
}

export async function end({ running }: Service, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  running.signal(signal);
  return (await running.finished).code;
}
