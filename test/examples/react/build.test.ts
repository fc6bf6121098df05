import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtExample } from '../../support/built-example';

const root = resolve(__dirname, '..', '..', '..');
const folder = join(root, 'examples', 'react');

test('the app is type-checked, strictly', () => {
  const { strict } = JSON.parse(readFileSync(join(folder, 'tsconfig.json'), 'utf8')).compilerOptions;
  expect(strict).toBe(true);
  execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder], { stdio: 'inherit' });
});

test('all of its JavaScript, what is loaded on demand included, is at most 100 kB gzipped', () => {
  const assets = join(builtExample('react'), 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const sizes = scripts.map((name) => gzipSync(readFileSync(join(assets, name)), { level: 9 }).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(100_000);
  // What no one needs before signing in is loaded when it is needed.
  expect(sizes.length).toBeGreaterThan(8);
});

test('its page runs under a policy without inline scripts and styles, and fetches nothing from elsewhere', () => {
  const page = readFileSync(join(builtExample('react'), 'index.html'), 'utf8');
  expect(page).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son\w+=|https?:\/\//);
});

test('nothing of it stores anything, but what a redirect needs in sessionStorage', () => {
  const sources = readdirSync(join(folder, 'src'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const storing = sources.filter((file) => /localStorage|sessionStorage|indexedDB|document\.cookie|caches\b/.test(readFileSync(file, 'utf8')));
  expect(storing.map((file) => file.slice(folder.length))).toEqual(['/src/services/oauth.ts']);
  expect(readFileSync(storing[0], 'utf8')).not.toMatch(/localStorage|indexedDB|document\.cookie/);
});

test('it names the packages that it is made of in the versions that it is tested with', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const tested = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect([name, version]).toEqual([name, name === 'cognito-auth-api-client' ? 'file:../../client' : tested[name]]);
  }
});
