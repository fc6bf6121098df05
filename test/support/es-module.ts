import { buildSync } from 'esbuild';

/** A package that is an ES module only, as Jest does not load it: bundled as it is, and run here. */
export function loadEsModule<T>(name: string): T {
  const { outputFiles: [{ text }] } = buildSync({
    stdin: { contents: `module.exports = require('${name}');`, resolveDir: __dirname },
    bundle: true, format: 'cjs', platform: 'node', target: 'node20', write: false,
  });
  const module = { exports: {} as T };
  new Function('module', 'exports', 'require', text)(module, module.exports, require);
  return module.exports;
}
