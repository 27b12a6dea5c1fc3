// Bundles the program and its page into dist/. What a command does not need is in chunks of its own, so that every command starts fast.
import { readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPage } from './build-page.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * Gets Node's own modules without the face that an import gives them: making it reads every export, and so loads parts of
 * Node that nobody asked for. A command starts a fifth faster.
 */
const nodeModules = {
  name: 'node-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path }) =>
      isBuiltin(path) ? { path, namespace: 'node', sideEffects: false } : undefined,
    );
    onLoad({ filter: /./, namespace: 'node' }, ({ path }) => {
      return { contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`, loader: 'js' };
    });
  },
};

rmSync(join(root, 'dist'), { recursive: true, force: true });
const program = build({
  absWorkingDir: root,
  entryPoints: { 'user-sync': 'src/cli/main.ts', 'work-thread': 'src/app/thread/worker.ts' },
  outdir: 'dist',
  chunkNames: 'chunk-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minifySyntax: true,
  legalComments: 'none',
  sourcemap: false,
  // Native code, a driver that looks for optional packages when it is loaded, and a page of files.
  external: ['better-sqlite3', 'pg', '@node-rs/argon2', '@fastify/swagger-ui'],
  plugins: [nodeModules],
  define: { USER_SYNC_VERSION: JSON.stringify(version) },
  // Bundled CommonJS asks for Node's own modules by require.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
await Promise.all([program, buildPage(root)]);
