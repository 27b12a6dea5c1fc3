// Builds the page of src/web into dist/web: files with a hash in their names, no scripts inside the HTML, because the
// service lets a browser run nothing else.
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** Resolves when the page is built. */
export async function buildPage(root) {
  await build({
    root: join(root, 'src', 'web'),
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: join(root, 'dist', 'web'),
      emptyOutDir: true,
      target: 'es2024',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      manifest: 'manifest.json',
    },
  });
}
