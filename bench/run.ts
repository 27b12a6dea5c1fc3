// The measured claims: `npm run bench -- --users 100000`. Everything is measured side by side in one run, by its ratio.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { slapdMissing } from '../test/fakes/slapd.ts';
import { type Claim, report } from './claims.ts';
import { measureFiles } from './files.ts';
import { measureLdap } from './ldap.ts';
import { measurePage } from './page.ts';
import { measureProducts } from './products.ts';
import { measureService } from './service.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    /** Only these parts. */
    only: { type: 'string', default: 'ldap,postgres,files,service,products,page' },
    /** Where the results are written as Markdown. */
    write: { type: 'string' },
  },
});
const users = Number(values.users);
const rounds = Number(values.rounds);
const parts = new Set(values.only.split(','));
const folder = await mkdtemp(join(tmpdir(), 'user-sync-bench-'));
try {
  const missing = slapdMissing();
  const claims: Claim[] = [];
  if (missing !== undefined) console.error(`Nothing is measured on LDAP: ${missing}`);
  else if (parts.has('ldap')) claims.push(...(await measureLdap(folder, users, rounds, parts.has('postgres'))));
  if (parts.has('page')) claims.push(...(await measurePage(users, rounds)));
  if (parts.has('files')) claims.push(...(await measureFiles(folder, users)));
  if (parts.has('service')) claims.push(...(await measureService(folder, users)));
  if (parts.has('products')) claims.push(...(await measureProducts(folder, users, rounds)));
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}`;
  const { table, json } = report(claims, { users, rounds, machine, date: new Date().toISOString().slice(0, 10) });
  console.log(table);
  console.log(json);
  if (values.write !== undefined) await writeFile(values.write, `# Results\n\n${table}\n`);
  if (claims.some(({ holds }) => !holds)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
