// Gets what the tests need from Debian where that is possible, says what is missing where it is not, and runs them: those of
// every day, all of them (--all), or those that are named.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const [first = '', ...others] = process.argv.slice(2);
const all = first === '--all';
const asked = all ? others : process.argv.slice(2);
const everyday = !all && asked.every((arg) => arg.startsWith('-'));

/** Programs that tests start, with the Debian packages that have them. */
const needed = [
  { file: '/usr/sbin/slapd', debian: 'slapd', tests: 'the tests on a real LDAP server' },
  { file: '/usr/bin/ldapmodify', debian: 'ldap-utils', tests: 'the tests on a real LDAP server' },
  { file: '/usr/bin/chromium', debian: 'chromium', tests: 'the tests of the page in a real browser', slow: true },
  { file: '/usr/bin/openssl', debian: 'openssl', tests: 'the tests of LDAP over TLS' },
];

const missing = () => needed.filter(({ file, slow }) => !existsSync(file) && !(everyday && slow === true));

if (missing().length > 0) install(missing().map(({ debian }) => debian));
for (const { file, debian, tests } of missing()) {
  console.log(`Skipped: ${tests}, because ${file} is not there (Debian package ${debian}).`);
}
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const env = { ...process.env, USER_SYNC_TESTS: everyday ? 'everyday' : 'all' };
const { status } = spawnSync(process.execPath, [vitest, 'run', ...asked], { cwd: root, stdio: 'inherit', env });
if (everyday) console.log('Left out: the slow tests, among them those in a browser. All of them: npm run test:all');
process.exitCode = status ?? 1;

function install(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log(`Installing ${packages.join(', ')} (apt-get) …`);
  // A run level that starts no services: the tests start servers of their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args) => spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
  if (apt('install', '-y', ...packages).status === 0) return;
  apt('update');
  apt('install', '-y', ...packages);
}
