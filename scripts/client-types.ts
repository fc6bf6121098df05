import { basename, join } from 'node:path';
import ts from 'typescript';
import { operations, type ObjectSchema, type Operation } from '../src/contract';

/* eslint-disable no-bitwise -- TypeScript's flags are bits. */
/* The declarations of the client: as TypeScript emits them, but with what is inferred from the contract written out. */

const PRINTED = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;

/** A field of the contract, or an object of it. */
interface Described {
  readonly description?: string;
  readonly properties?: { readonly [name: string]: Described };
  readonly items?: Described;
}

const comment = (text?: string) => text ? `/** ${text.replace(/\*\//g, '* /')} */\n` : '';
const block = (lines: readonly string[]) => `{\n${lines.join('\n').replace(/^/gm, '  ')}\n}`;

/** As TypeScript's own, but with no name of a type in it, and each member under its description. */
const print = (checker: ts.TypeChecker, type: ts.Type, described?: Described): string => {
  if (checker.isArrayType(type)) {
    const item = print(checker, checker.getTypeArguments(type as ts.TypeReference)[0], described?.items);
    return /[|&]/.test(item.split('{')[0]) ? `(${item})[]` : `${item}[]`;
  }
  const others = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  const members = type.getProperties();
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0 || (members.length === 0 && !others)) {
    return checker.typeToString(type, undefined, PRINTED);
  }
  // In the contract's order: TypeScript has one of its own.
  const names = Object.keys(described?.properties ?? {});
  const lines = [...members].sort((one, other) => names.indexOf(one.name) - names.indexOf(other.name)).map((member) => {
    const isOptional = (member.flags & ts.SymbolFlags.Optional) !== 0;
    const declared = checker.getTypeOfSymbol(member);
    const about = described?.properties?.[member.name];
    const name = /^\w+$/.test(member.name) ? member.name : `'${member.name}'`;
    return `${comment(about?.description)}${name}${isOptional ? '?' : ''}: ${
      print(checker, isOptional ? checker.getNonNullableType(declared) : declared, about)};`;
  });
  return block(others ? [...lines, `[name: string]: ${checker.typeToString(others.type)};`] : lines);
};

/** The rows of the contract, in the form of what describes an object. */
const describedRoutes: Described = {
  properties: Object.fromEntries(Object.entries<Operation>(operations).map(([key, row]) => [key, {
    description: row.summary,
    properties: {
      query: (row as { query?: ObjectSchema }).query ?? {}, body: row.cookieMode?.body ?? row.body ?? {}, answer: row.success.body,
    },
  }])),
};

/** What client/src/contract.ts exports, as if it had been written by hand. */
const printContract = (checker: ts.TypeChecker, source: ts.SourceFile): string => {
  const types = new Map(checker.getExportsOfModule(checker.getSymbolAtLocation(source)!)
    .map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(symbol)]));
  return `/** What each route takes and answers. */
export interface Routes ${print(checker, types.get('Routes')!, describedRoutes)}
/** What the API answers as \`code\`. */
export type ErrorCode = ${print(checker, types.get('ErrorCode')!)};
`;
};

/** The text of each declaration file, by its name. */
export const declarationsOf = (root: string): ReadonlyMap<string, string> => {
  const { config } = ts.readConfigFile(join(root, 'test', 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'test'));
  const program = ts.createProgram([join(root, 'client', 'src', 'index.ts')], {
    ...options, rootDir: root, outDir: join(root, 'client', 'dist'), noEmit: false, declaration: true, emitDeclarationOnly: true, inlineSourceMap: false, inlineSources: false,
  });
  const problems = ts.getPreEmitDiagnostics(program);
  if (problems.length > 0) {
    throw new Error(ts.formatDiagnostics(problems, { getCanonicalFileName: (file) => file, getCurrentDirectory: () => root, getNewLine: () => '\n' }));
  }
  const files = new Map<string, string>();
  for (const source of program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(join(root, 'client', 'src')))) {
    const name = basename(source.fileName).replace(/\.ts$/, '.d.ts');
    if (name === 'contract.d.ts') {
      files.set(name, printContract(program.getTypeChecker(), source));
    } else {
      // Node's resolution wants the extension that the sources do without.
      program.emit(source, (_, text) => files.set(name, text.replace(/(from ')(\.\/[\w-]+)(')/g, '$1$2.js$3')), undefined, true);
    }
  }
  return files;
};
