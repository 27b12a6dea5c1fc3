#!/usr/bin/env node
// Starts the program under a Node that can run it: this one, or the one that the package ships.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 19)) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  // Memory that was needed for a moment is given back sooner.
  setFlagsFromString('--heap-growing-percent=150');
  await import('../dist/user-sync.js');
} else startUnderShippedNode();

function startUnderShippedNode() {
  const child = spawn(shippedNode(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; the child decides what to do about it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', () => {
    console.error(
      `User Sync needs Node 22.19 or newer; this is ${process.version}, and the Node that the package ships is not there ` +
        '(its install script may have been blocked). Install a newer Node, or install again with scripts allowed for "node".',
    );
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

function shippedNode() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
  } catch {
    return 'no-shipped-node';
  }
}
