// The commands of package.json: gets what is missing, then runs one of them under the Node that the package ships.
// Plain JavaScript without dependencies, because it runs before anything is installed, under Node 20 and newer.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.js';
import { chooseNode } from './node.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [task = '', ...args] = process.argv.slice(2);

/** What runs, in order, under the chosen Node. */
const tasks = {
  build: [['scripts/build.js']],
  start: [['scripts/build.js'], ['bin/user-sync.js', 'start', ...args]],
  demo: [['scripts/build.js'], ['bin/user-sync.js', 'demo', ...args]],
  check: [['scripts/check.js']],
  test: [['scripts/build.js'], ['scripts/test.js', ...args]],
  'test:all': [['scripts/build.js'], ['scripts/test.js', '--all', ...args]],
  screenshots: [['scripts/build.js'], ['test/e2e/screenshots.ts', ...args]],
  bench: [['scripts/build.js'], ['bench/run.ts', ...args]],
};

if (!Object.hasOwn(tasks, task)) fail(`Say one of: ${Object.keys(tasks).join(', ')}`);
installPackages(root);
const node = chooseNode(root);
if (node === undefined) {
  fail(
    `User Sync needs Node 22.19 or newer; this is ${process.version}, and the Node that the package ships could not be installed ` +
      '(its install script may be blocked). Allow install scripts for "node", or install a newer Node.',
  );
}
for (const [script, ...rest] of tasks[task]) {
  const path = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}` };
  const { status, signal } = spawnSync(node, [join(root, script), ...rest], { stdio: 'inherit', env: path });
  if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
