import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Within the repository the client's sources are beside; a copy of this folder uses the package.
const client = fileURLToPath(new URL('../../client/src/index.ts', import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative, so that the app can lie in any folder of a site.
  base: './',
  plugins: [react()],
  resolve: { alias: existsSync(client) ? { 'cognito-auth-api-client': client } : {} },
  server: { port: 3000, strictPort: true },
  preview: { port: 3000, strictPort: true },
  build: {
    target: 'es2022',
    // A strict Content-Security-Policy allows neither inline scripts nor data: addresses for them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
