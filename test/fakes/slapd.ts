import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const slapd = '/usr/sbin/slapd';
const schemas = '/etc/ldap/schema';
const modules = '/usr/lib/ldap';

/** Why there can be no slapd here; undefined when there can. */
export function slapdMissing(): string | undefined {
  if (!existsSync(slapd)) return `${slapd} is not installed (Debian: slapd)`;
  if (!existsSync(`${schemas}/inetorgperson.schema`)) return `${schemas} holds no schemas`;
  if (!existsSync(`${modules}/back_mdb.so`)) return `${modules} holds no back_mdb`;
  if (!existsSync('/usr/bin/ldapmodify')) return 'ldapmodify is not installed (Debian: ldap-utils)';
  return undefined;
}

export interface SlapdOptions {
  /** What the server holds at the start; left out: nothing, not even the suffix entry. */
  readonly ldif?: Iterable<string>;
  readonly suffix?: string;
  /** With an own authority: StartTLS on the plain port, and a port for ldaps. */
  readonly tls?: boolean;
  /** With `tls`: the names in the certificate; left out: localhost and 127.0.0.1. */
  readonly certificateNames?: string;
  /** Lines of slapd.conf at the end of the database's part, such as `limits` or `access`. */
  readonly config?: readonly string[];
  /** Modules to load besides those of the database, such as `ppolicy`. */
  readonly modules?: readonly string[];
  /** Lines of slapd.conf before the database's part, such as `allow`. */
  readonly global?: readonly string[];
  /** Without it there is no contextCSN. */
  readonly syncprov?: boolean;
}

export interface SlapdServer {
  readonly url: string;
  /** Only with `tls`. */
  readonly ldapsUrl: string;
  /** Only with `tls`: a PEM file with the authority's certificate. */
  readonly caFile: string;
  readonly adminDn: string;
  readonly adminPassword: string;
  readonly suffix: string;
  add(ldif: string): Promise<void>;
  modify(ldif: string): Promise<void>;
  delete(dn: string): Promise<void>;
  /** Ends the process at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Stops it if it runs, and starts it on the same ports with the same data. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** An OpenLDAP server of the caller's own: in a temporary folder, on free ports of the loopback interface. */
export async function startSlapd(options: SlapdOptions = {}): Promise<SlapdServer> {
  const folder = await mkdtemp(join(tmpdir(), 'user-sync-slapd-'));
  try {
    await prepare(folder, options);
    const { suffix, adminDn } = namesOf(options);
    const [port, ldapsPort] = [await freePort(), await freePort()];
    const url = `ldap://127.0.0.1:${port}`;
    const ldapsUrl = `ldaps://127.0.0.1:${ldapsPort}`;
    const urls = options.tls === true ? `${url}/ ${ldapsUrl}/` : `${url}/`;
    let running = await launch(folder, urls, port);
    const change = (command: string, args: readonly string[], input?: string) => {
      return run(command, ['-x', '-H', url, '-D', adminDn, '-w', password, ...args], input);
    };
    return {
      url,
      ldapsUrl,
      caFile: join(folder, 'ca.pem'),
      adminDn,
      adminPassword: password,
      suffix,
      add: (ldif) => change('ldapadd', [], ldif),
      modify: (ldif) => change('ldapmodify', [], ldif),
      delete: (dn) => change('ldapdelete', [dn]),
      kill: () => end(running, 'SIGKILL'),
      restart: async () => {
        await end(running, 'SIGTERM');
        running = await launch(folder, urls, port);
      },
      stop: async () => {
        await end(running, 'SIGTERM');
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

const password = 'admin-secret';

function namesOf({ suffix = 'dc=example,dc=com' }: SlapdOptions) {
  return { suffix, adminDn: `cn=admin,${suffix}` };
}

async function prepare(folder: string, options: SlapdOptions): Promise<void> {
  await mkdir(join(folder, 'data'));
  if (options.tls === true) await makeCertificates(folder, options.certificateNames);
  await writeFile(join(folder, 'slapd.conf'), configuration(folder, options));
  if (options.ldif !== undefined) await load(folder, options.ldif);
}

function configuration(folder: string, options: SlapdOptions): string {
  const { suffix, adminDn } = namesOf(options);
  const syncprov = options.syncprov !== false;
  return [
    ...['core', 'cosine', 'nis', 'inetorgperson'].map((name) => `include ${schemas}/${name}.schema`),
    `modulepath ${modules}`,
    'moduleload back_mdb',
    ...(syncprov ? ['moduleload syncprov'] : []),
    ...(options.modules ?? []).map((name) => `moduleload ${name}`),
    ...(options.global ?? []),
    `pidfile ${folder}/slapd.pid`,
    ...(options.tls === true
      ? [
          `TLSCACertificateFile ${folder}/ca.pem`,
          `TLSCertificateFile ${folder}/server.pem`,
          `TLSCertificateKeyFile ${folder}/server.key`,
        ]
      : []),
    'database mdb',
    `suffix "${suffix}"`,
    `rootdn "${adminDn}"`,
    `rootpw ${password}`,
    `directory ${folder}/data`,
    'maxsize 4294967296',
    'envflags writemap nosync',
    'index objectClass,uid,mail,entryUUID,entryCSN,modifyTimestamp,member eq',
    ...(options.config ?? []),
    ...(syncprov ? ['overlay syncprov'] : []),
    '',
  ].join('\n');
}

/** Loads a database offline, with the context CSN that deltas start from. */
async function load(folder: string, ldif: Iterable<string>): Promise<void> {
  const child = spawn('/usr/sbin/slapadd', ['-q', '-w', '-f', join(folder, 'slapd.conf')], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = outcome(child, 'slapadd');
  child.stdin.on('error', () => {});
  for (const chunk of ldif) {
    if (!child.stdin.write(chunk)) await Promise.race([once(child.stdin, 'drain'), ended]);
  }
  child.stdin.end();
  await ended;
}

async function makeCertificates(folder: string, names = 'DNS:localhost,IP:127.0.0.1'): Promise<void> {
  const openssl = (...args: string[]) => run('openssl', args, undefined, folder);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Test authority',
    '-days',
    '2',
  );
  await openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  await writeFile(join(folder, 'names'), `subjectAltName=${names}\n`);
  const sign = ['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
  await openssl(...sign, '-out', 'server.pem', '-days', '2', '-extfile', 'names');
}

async function launch(folder: string, urls: string, port: number): Promise<ChildProcess> {
  const child = spawn(slapd, ['-d', '0', '-h', urls, '-f', join(folder, 'slapd.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));
  let said = '';
  child.stderr?.on('data', (data) => {
    said += data;
  });
  for (let attempt = 0; child.exitCode === null && attempt < 2000; attempt += 1) {
    if (await listens(port)) return child;
  }
  child.kill('SIGKILL');
  throw new Error(`slapd did not start: ${said}`);
}

/** One try to connect; a refused one answers after a moment, so that trying again does not spin. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => setTimeout(() => resolve(false), 5));
  });
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function run(command: string, args: readonly string[], input?: string, cwd?: string): Promise<void> {
  const child = execFile(command, args, cwd === undefined ? {} : { cwd });
  // One that ends before it has read everything says itself why.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input ?? '');
  await outcome(child, command);
}

async function outcome(child: ChildProcess, name: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (data) => {
    said += data;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${name} failed: ${said}`);
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
