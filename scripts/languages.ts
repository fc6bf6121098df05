/**
 * `npm run languages`, after `npx projen compile`: makes the packages for Python, Java, Go and .NET, lets an app in each language install its own, and
 * compares what it synthesizes with what TypeScript does. A language whose tools are missing is skipped, and said to be.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dotnet } from './languages/dotnet';
import { go } from './languages/go';
import { java } from './languages/java';
import { python } from './languages/python';
import { pacmak, root, synthesizeReference, Work } from './languages/twin';
import { optionsOf } from './options';
import { has, inScratch, secondsSince } from './tool';

const hasDotnet = has('dotnet', '--version');
const languages: Record<string, { readonly tools: Record<string, string>; readonly check: (work: Work) => Promise<string> }> = {
  python: { tools: { python3: '--version' }, check: python },
  java: { tools: { java: '-version', mvn: '-version' }, check: java },
  go: { tools: { go: 'version' }, check: go },
  dotnet: { tools: {}, check: (work) => dotnet(work, hasDotnet) },
};

const { only } = optionsOf('languages', 'lets an app in each language synthesize what TypeScript does', {
  only: { meaning: `one of ${Object.keys(languages).join(', ')}` },
});
if (only !== undefined && !(only in languages)) {
  console.error(`--only must be one of ${Object.keys(languages).join(', ')}, and is ${JSON.stringify(only)}.`);
  process.exit(1);
}
if (!existsSync(join(root, '.jsii'))) {
  console.error('There is no .jsii yet: run `npx projen compile` first');
  process.exit(1);
}

const main = async (folder: string): Promise<boolean> => {
  const started = Date.now();
  const missing = (name: string) => Object.entries(languages[name].tools).filter(([tool, arg]) => !has(tool, arg)).map(([tool]) => tool);
  const asked = Object.keys(languages).filter((name) => only === undefined || name === only);
  for (const name of asked.filter((one) => missing(one).length > 0)) console.log(`${name}: skipped, for there is no ${missing(name).join(' and no ')} here`);
  const present = asked.filter((name) => missing(name).length === 0);

  console.log(`Making the packages for ${present.join(', ')} ...`);
  const [packages, reference] = ['packages', 'reference'].map((name) => join(folder, name));
  const built = present.filter((name) => name === 'python' || (name === 'dotnet' && hasDotnet));
  const generated = present.filter((name) => !built.includes(name));
  if (generated.length > 0) await pacmak(['--code-only', '--target', ...generated], packages);
  if (built.length > 0) await pacmak(['--target', ...built], packages);
  await synthesizeReference(reference);
  console.log(`Packages, and the templates of examples/languages: ${secondsSince(started)}`);

  const results = await Promise.all(present.map(async (name) => {
    const own = join(folder, name);
    mkdirSync(own);
    const begun = Date.now();
    try {
      console.log(`${name}: ${await languages[name].check({ folder: own, packages, reference })} (${secondsSince(begun)})`);
      return true;
    } catch (error) {
      console.error(`${name}: ${(error as Error).message}`);
      return false;
    }
  }));
  console.log(`${results.filter(Boolean).length} of ${asked.length} languages checked, ${results.filter((fine) => !fine).length} failed (${secondsSince(started)})`);
  return results.every(Boolean);
};

void inScratch('languages', main);
