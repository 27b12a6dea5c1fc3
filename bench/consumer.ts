import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'ldapts';
import type { SlapdServer } from '../test/fakes/slapd.ts';

/**
 * The peer to beat: slapd itself as a syncrepl consumer of the same provider, told not to sync its disk. Gives the seconds
 * from its start until it holds everything.
 */
export async function copyBySyncrepl(provider: SlapdServer): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'user-sync-bench-consumer-'));
  await mkdir(join(folder, 'data'));
  const port = await freePort();
  await writeFile(join(folder, 'slapd.conf'), configuration(folder, provider));
  const wanted = await contextCsn(provider.url, provider);
  const start = performance.now();
  const child = spawn(
    '/usr/sbin/slapd',
    ['-d', '0', '-h', `ldap://127.0.0.1:${port}/`, '-f', join(folder, 'slapd.conf')],
    {
      stdio: 'ignore',
    },
  );
  try {
    for (let attempt = 0; attempt < 12_000; attempt += 1) {
      if ((await contextCsn(`ldap://127.0.0.1:${port}`, provider)) === wanted)
        return (performance.now() - start) / 1000;
      await setTimeout(25);
    }
    throw new Error('The syncrepl consumer did not get to the end.');
  } finally {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  }
}

function configuration(folder: string, { url, suffix, adminDn, adminPassword }: SlapdServer): string {
  return `${['core', 'cosine', 'nis', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`).join('\n')}
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${folder}/slapd.pid
database mdb
suffix "${suffix}"
rootdn "${adminDn}"
rootpw ${adminPassword}
directory ${folder}/data
maxsize 4294967296
envflags writemap nosync
index objectClass,uid,entryUUID,entryCSN eq
syncrepl rid=001 provider=${url} type=refreshAndPersist retry="1 +" searchbase="${suffix}" scope=sub
  bindmethod=simple binddn="${adminDn}" credentials=${adminPassword}
`;
}

/** Undefined while the server does not answer, or does not have it yet. */
async function contextCsn(url: string, { suffix, adminDn, adminPassword }: SlapdServer): Promise<string | undefined> {
  const client = new Client({ url, connectTimeout: 1000 });
  try {
    await client.bind(adminDn, adminPassword);
    const { searchEntries } = await client.search(suffix, { scope: 'base', attributes: ['contextCSN'] });
    return String(searchEntries[0]?.contextCSN ?? '') || undefined;
  } catch {
    return undefined;
  } finally {
    await client.unbind().catch(() => {});
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
