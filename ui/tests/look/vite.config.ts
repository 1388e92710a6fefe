import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the pages over a survey in memory, to look at them in any browser; nothing of it is shipped. */
export default defineConfig({
  root: here('.'),
  publicDir: here('../../public'),
  plugins: [svelte({ configFile: here('../../svelte.config.js') })],
  build: { outDir: process.env['LOOK_OUT'] ?? here('../../node_modules/.look'), emptyOutDir: true, target: 'es2022', minify: process.env["LOOK_PLAIN"] ? false : undefined, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
