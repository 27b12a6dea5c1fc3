import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs `npm ci` unless node_modules already is what package-lock.json says. */
export function installPackages(root) {
  if (isInstalled(root)) return;
  console.log('Installing what User Sync is made of (npm ci) …');
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status === 0) return;
  console.error(error === undefined ? 'npm ci failed; see above.' : `npm could not be started: ${error.message}`);
  process.exit(1);
}

/** npm notes what it installed in a lock file of its own. Packages for other platforms are not there, which is fine. */
function isInstalled(root) {
  try {
    const wanted = packages(join(root, 'package-lock.json'));
    const installed = packages(join(root, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(([path, { version, optional }]) => {
      return path === '' || optional === true || installed[path]?.version === version;
    });
  } catch {
    return false;
  }
}

function packages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
