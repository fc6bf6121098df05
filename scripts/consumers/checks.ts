import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where the bundler is among the packages of the consumer, folders or, with Plug'n'Play, entries of a list. */
export const bundlersIn = (folder: string): string[] => {
  const list = join(folder, '.pnp.cjs');
  return [
    ...(readdirSync(folder, { recursive: true }) as string[]).filter((file) => /(^|[\\/])(@esbuild|esbuild(@[^\\/]*)?)$/.test(file)),
    ...existsSync(list) && /\["esbuild"/.test(readFileSync(list, 'utf8')) ? [list] : [],
  ];
};

/** How many functions have their code beside the template, and throws where one lacks it, or where something was bundled at synth. */
export const checkAssets = (assembly: string): number => {
  const files = readdirSync(assembly);
  const bundled = files.filter((name) => name.startsWith('bundling-temp'));
  if (bundled.length > 0) throw new Error(`Bundled at synth: ${bundled.join(', ')}`);
  const functions = files.filter((name) => name.endsWith('.template.json'))
    .flatMap((file) => Object.entries<any>(JSON.parse(readFileSync(join(assembly, file), 'utf8')).Resources))
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  for (const [id, { Properties: { Code, Handler } }] of functions) {
    const [hash] = /^[0-9a-f]{64}/.exec(Code.S3Key) ?? [];
    const module = Handler.slice(0, Handler.lastIndexOf('.'));
    const sizes = ['js', 'cjs', 'mjs'].map((extension) => statSync(join(assembly, `asset.${hash}`, `${module}.${extension}`), { throwIfNoEntry: false })?.size ?? 0);
    if (Math.max(...sizes) === 0) throw new Error(`The handler ${Handler} of ${id} is not in asset.${hash}, or is empty`);
  }
  if (functions.length === 0) throw new Error('There is no function');
  return functions.length;
};
