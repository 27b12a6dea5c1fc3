import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const oldest = [22, 19];

/** The Node that the package ships, else the one that is running, if it is new enough; else undefined. */
export function chooseNode(root) {
  const shipped = join(root, 'node_modules', 'node', 'bin', 'node');
  return [shipped, process.execPath].find((path) => isNewEnough(versionOf(path)));
}

function versionOf(path) {
  if (path === process.execPath) return process.versions.node;
  try {
    return execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  } catch {
    return '0.0.0';
  }
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}
