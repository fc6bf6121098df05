import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, Work } from './twin';

/** Types that are called as the first word of their namespace: in the code beside them, C# takes that word for the type, and finds nothing below it. */
export const hidingTypes = (files: readonly string[]): string[] => files.flatMap((code) => {
  const [, namespace] = /^namespace (\w+)/m.exec(code) ?? [];
  return [...code.matchAll(/\b(?:class|interface|enum) (\w+)/g)].map(([, name]) => name).filter((name) => name === namespace);
});

/** What README shows in C# must be in the generated code, which is compiled only where there is dotnet. */
export const dotnet = async ({ packages }: Work, compiled: boolean): Promise<string> => {
  const folder = join(packages, 'dotnet');
  const entries = readdirSync(folder, { recursive: true }) as string[];
  if (compiled) return `the package is built: ${entries.filter((file) => file.endsWith('.nupkg')).join(', ')}`;
  const files = entries.filter((file) => file.endsWith('.cs')).map((file) => readFileSync(join(folder, file), 'utf8'));
  const hiding = hidingTypes(files);
  if (hiding.length > 0) throw new Error(`${hiding.join(', ')} is called as its namespace`);

  const [, block] = /```csharp\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))!;
  const classes = [...block.matchAll(/new (\w+)/g)].map(([, name]) => name).filter((name) => !['App', 'Stack'].includes(name));
  const members = [...block.matchAll(/\b([A-Z]\w+) = /g)].map(([, name]) => name);
  const namespaces = [...block.matchAll(/^using (?!Amazon)(\w+);/gm)].map(([, name]) => name);
  const unknown = [
    ...classes.filter((name) => !files.some((file) => new RegExp(`class ${name}\\b`).test(file))),
    ...members.filter((name) => !files.some((file) => new RegExp(`public [^=;(]+ ${name}$`, 'm').test(file))),
    ...namespaces.filter((name) => !files.some((file) => file.includes(`\nnamespace ${name}\n`))),
  ];
  if (unknown.length > 0 || classes.length === 0) throw new Error(`The generated C# knows no ${unknown.join(', ') || 'class of README'}`);
  return `${files.length} files of C#, in which no type hides its namespace; README's ${classes.length + members.length + namespaces.length} names are there. `
    + 'There is no dotnet here to compile them';
};
