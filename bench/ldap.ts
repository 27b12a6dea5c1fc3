import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SlapdServer } from '../test/fakes/slapd.ts';
import { createDatabase, startPostgres } from '../test/harness/postgres.ts';
import { type Claim, memoryClaim, ratioClaim } from './claims.ts';
import { changeCompany, ldapConnector, startProvider } from './company.ts';
import { copyBySyncrepl } from './consumer.ts';
import { measure, median } from './measure.ts';
import { dataIn, userSync } from './program.ts';

const bare = fileURLToPath(new URL('./bare-ldapts.ts', import.meta.url));

interface Round {
  readonly first: number;
  readonly peakMiB: number;
  readonly syncrepl: number;
  readonly unchangedFull: number;
  readonly bareRead: number;
  readonly unchangedDelta: number;
  readonly search: number;
  readonly changedDelta: number;
  readonly postgres: number;
}

/** Every round measures each thing once, next to what it is compared with. */
export async function measureLdap(
  folder: string,
  users: number,
  rounds: number,
  onPostgres: boolean,
): Promise<Claim[]> {
  const server = await startProvider(users);
  const file = join(folder, 'bench.yaml');
  await writeFile(file, ldapConnector(server));
  try {
    const all: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      all.push(await measureRound(folder, file, server, round, onPostgres));
      console.error(`round ${round + 1}: ${JSON.stringify(all.at(-1))}`);
    }
    return claimsOf(all, onPostgres);
  } finally {
    await server.stop();
  }
}

async function measureRound(
  folder: string,
  file: string,
  server: SlapdServer,
  round: number,
  onPostgres: boolean,
): Promise<Round> {
  const data = dataIn(folder, round);
  const env = { BENCH_PASSWORD: server.adminPassword };
  const { url, adminDn, adminPassword, suffix } = server;
  const login = ['-x', '-LLL', '-H', url, '-D', adminDn, '-w', adminPassword, '-b', suffix];
  await userSync(data, ['connector', 'apply', '-f', file]);
  const first = await userSync(data, ['sync', 'bench'], { env });
  const syncrepl = await copyBySyncrepl(server);
  const unchangedFull = await userSync(data, ['sync', 'bench', '--full'], { env });
  const bareRead = await measure(process.execPath, [bare, url, adminDn, adminPassword, suffix]);
  const unchangedDelta = await userSync(data, ['sync', 'bench'], { env });
  const search = await measure('ldapsearch', [...login, '-E', 'pr=1000/noprompt', '(objectClass=*)', '*', '+'], {
    keep: false,
  });
  await changeCompany(server, round);
  const changedDelta = await userSync(data, ['sync', 'bench'], { env, expected: [3] });
  const postgres = onPostgres ? await firstOnPostgres(folder, file, env) : 0;
  await rm(data, { recursive: true, force: true });
  return {
    first: first.seconds,
    peakMiB: first.peakMiB,
    syncrepl,
    unchangedFull: unchangedFull.seconds,
    bareRead: bareRead.seconds,
    unchangedDelta: unchangedDelta.seconds,
    search: search.seconds,
    changedDelta: changedDelta.seconds,
    postgres,
  };
}

async function firstOnPostgres(folder: string, file: string, env: NodeJS.ProcessEnv): Promise<number> {
  const server = await startPostgres();
  try {
    const { url } = await createDatabase(server.url);
    const data = dataIn(folder, 'postgres');
    const onPostgres = { ...env, USER_SYNC_DATABASE: url };
    await userSync(data, ['connector', 'apply', '-f', file], { env: onPostgres });
    return (await userSync(data, ['sync', 'bench'], { env: onPostgres })).seconds;
  } finally {
    await server.stop();
  }
}

function claimsOf(rounds: readonly Round[], onPostgres: boolean): Claim[] {
  const of = (name: keyof Round) => median(rounds.map((round) => round[name]));
  const search = 'one `ldapsearch` of everything';
  return [
    ratioClaim(
      'first full sync (SQLite, durable)',
      of('first'),
      'slapd as syncrepl consumer, `nosync`',
      of('syncrepl'),
      1.2,
    ),
    ratioClaim(
      'full sync, nothing changed',
      of('unchangedFull'),
      'the same entries read by bare ldapts',
      of('bareRead'),
      1.5,
    ),
    ratioClaim('delta sync, nothing changed', of('unchangedDelta'), search, of('search'), 0.1),
    ratioClaim('delta sync, 100 changed, 10 deleted, 10 re-created', of('changedDelta'), search, of('search'), 1),
    memoryClaim('peak memory of the first sync', of('peakMiB'), 400),
    ...(onPostgres ? [ratioClaim('first full sync on PostgreSQL', of('postgres'), 'SQLite', of('first'), 3)] : []),
  ];
}
