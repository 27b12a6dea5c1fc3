import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Claim, memoryClaim, ratioClaim, timeClaim } from './claims.ts';
import { writeFileConnector, writeFiles } from './company.ts';
import { CrowdClient, fullSynchronisation } from './crowd-client.ts';
import { median } from './measure.ts';
import { dataIn, userSync } from './program.ts';
import { Service } from './running-service.ts';

const perSecond = 200;
const withPasswords = 200;

/** A product that reads the directories, and asks whether passwords are right. */
export async function measureProducts(folder: string, users: number, rounds: number): Promise<Claim[]> {
  const [files, data] = [join(folder, 'product-files'), dataIn(folder, 'products')];
  const connector = join(folder, 'products.yaml');
  await writeFiles(files, users);
  await writeFileConnector(connector, files);
  await userSync(data, ['connector', 'apply', '-f', connector]);
  await userSync(data, ['sync', 'bench']);
  const { stdout } = await userSync(data, ['application', 'add', 'jira', '--may-write', 'users']);
  const { name, password } = JSON.parse(stdout) as { name: string; password: string };
  const service = await Service.start(data);
  try {
    const jira = new CrowdClient(`${service.url}/crowd`, name, password);
    const full = await measureFull(folder, jira, users, rounds);
    const memory = memoryClaim('memory of the service meanwhile', Math.round(await service.peakMiB()), 300);
    const incremental = await measureIncremental(jira, service, files);
    return [...full, memory, incremental, await measureLogIns(jira, service, { files, users, rounds })];
  } finally {
    await service.stop();
    await rm(data, { recursive: true, force: true });
    await rm(files, { recursive: true, force: true });
  }
}

/** In turn with the same bytes from memory. */
async function measureFull(folder: string, jira: CrowdClient, users: number, rounds: number): Promise<Claim[]> {
  const answers = join(folder, 'answers');
  await mkdir(answers);
  for (const [file, method, path, body] of fullSynchronisation) {
    await writeFile(join(answers, `${file}.xml`), await jira.text(method, path, body));
  }
  const script = fileURLToPath(new URL('./bare-fastify.ts', import.meta.url));
  const bare = spawn(process.execPath, [script, answers], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [address] = (await once(bare.stdout, 'data')) as [Buffer];
    const peer = new CrowdClient(String(address).trim(), 'x', 'x');
    const [own, others]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      own.push(await jira.synchronize());
      others.push(await peer.synchronize());
    }
    const measured = `full synchronisation of ${users.toLocaleString('en')} people by a product`;
    return [ratioClaim(measured, median(own), 'the same bytes from memory by bare Fastify', median(others), 2)];
  } finally {
    bare.kill();
    await rm(answers, { recursive: true, force: true });
  }
}

/** After a run that changed a hundred people. */
async function measureIncremental(jira: CrowdClient, service: Service, files: string): Promise<Claim> {
  const event = await jira.text('GET', '/event');
  const token = /newEventToken="([^"]+)"/.exec(event)?.[1] ?? '';
  const joiners = Array.from({ length: 100 }, (_, index) => `joiner-${index},joiner${index},Joiner ${index},,`);
  await appendFile(join(files, 'users.csv'), `${joiners.join('\n')}\n`);
  await runToEnd(service, 'bench');
  const start = performance.now();
  const found = await jira.read('GET', `/event/${token}`);
  const seconds = (performance.now() - start) / 1000;
  if (found < 100) throw new Error(`The events tell of ${found} people.`);
  return timeClaim('incremental synchronisation with 100 changes', seconds, 0.2);
}

async function runToEnd(service: Service, connector: string): Promise<number> {
  const start = performance.now();
  const { id } = await service.ask<{ id: string }>('POST', `/connectors/${connector}/runs`, { full: true });
  for (;;) {
    const { status, messages } = await service.ask<{ status: string; messages: string[] }>('GET', `/runs/${id}`);
    if (status === 'succeeded') return (performance.now() - start) / 1000;
    if (status !== 'running') throw new Error(`The sync ended as ${status}: ${messages.join(' ')}`);
    await setTimeout(20);
  }
}

/** A first sync of as many people into another directory, alone and while people log in. */
async function measureLogIns(
  jira: CrowdClient,
  service: Service,
  { files, users, rounds }: { readonly files: string; readonly users: number; readonly rounds: number },
): Promise<Claim> {
  await service.ask('PUT', '/directories/main/authentication', { authentication: 'local' });
  const passwords = Array.from({ length: withPasswords }, (_, index) => `the password of person ${index}`);
  for (const [index, password] of passwords.entries()) {
    await jira.text('PUT', `/user/password?username=person${index}`, body(password));
  }
  // Everybody has logged in a short time ago, as when a product asks for each request of a script.
  for (const [index, password] of passwords.entries()) {
    await jira.text('POST', `/authentication?username=person${index}`, body(password));
  }
  const times: { readonly alone: number[]; readonly busy: number[] } = { alone: [], busy: [] };
  let [answered, late, seconds] = [0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    times.alone.push(await firstSync(service, files, `alone-${round}`));
    const load = new LogIns(jira, passwords);
    times.busy.push(await firstSync(service, files, `busy-${round}`));
    seconds += await load.end();
    answered += load.answered;
    late += load.late;
  }
  const rate = Math.round(answered / seconds);
  const measured = `sync of ${users.toLocaleString('en')} people while ${rate} people a second log in (${late} waited longer than 1 s)`;
  return ratioClaim(measured, median(times.busy), 'the same sync alone', median(times.alone), 1.2);
}

const body = (password = '') => `<password><value>${password}</value></password>`;

/** Seconds for as many people into a directory that is new. */
async function firstSync(service: Service, files: string, directory: string): Promise<number> {
  const source = { type: 'file', path: files };
  await service.ask('POST', '/connectors', { id: directory, source, target: { type: 'directory', directory } });
  return runToEnd(service, directory);
}

/** People who log in, so many a second, until it ends. One in ten has a wrong password. */
class LogIns {
  answered = 0;
  late = 0;
  readonly #jira: CrowdClient;
  readonly #passwords: readonly string[];
  readonly #ended: Promise<number>;
  #going = true;

  constructor(jira: CrowdClient, passwords: readonly string[]) {
    this.#jira = jira;
    this.#passwords = passwords;
    this.#ended = this.#run();
  }

  /** Seconds that it went on. */
  end(): Promise<number> {
    this.#going = false;
    return this.#ended;
  }

  async #run(): Promise<number> {
    const start = performance.now();
    const asked: Promise<void>[] = [];
    for (let number = 0; this.#going; number += 1) {
      asked.push(this.#logIn(number));
      await setTimeout(Math.max(0, start + (number * 1000) / perSecond - performance.now()));
    }
    await Promise.all(asked);
    return (performance.now() - start) / 1000;
  }

  async #logIn(number: number): Promise<void> {
    const index = number % this.#passwords.length;
    const password = number % 10 === 0 ? 'a wrong password' : this.#passwords[index];
    const start = performance.now();
    const status = await this.#jira.status('POST', `/authentication?username=person${index}`, body(password));
    if (status !== 200 && status !== 400) throw new Error(`A log-in was answered with ${status}.`);
    this.answered += 1;
    if (performance.now() - start > 1_000) this.late += 1;
  }
}
