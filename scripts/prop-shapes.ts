import { join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

/** What users pass in: the roots of all option structs. */
const ROOTS = ['CognitoAuthApiProps', 'AddRouteOptions'];
/** Handed on to CDK as they are, which may know more members than the version that we are built with. */
const HANDED_ON = ['NodejsFunctionProps', 'SubnetSelection'];

const root = resolve(__dirname, '..');
const index = join(root, 'src', 'index.ts');

// eslint-disable-next-line no-bitwise
const has = ({ flags }: { readonly flags: number }, wanted: number) => (flags & wanted) !== 0;

/** `aws-cdk-lib/aws-cognito`, or a file beside the generated one. */
const moduleOf = (file: string): string => {
  const cdk = /node_modules\/(aws-cdk-lib)\/(aws-[a-z0-9-]+)?/.exec(file.split(sep).join('/'));
  return cdk ? cdk.slice(1).filter(Boolean).join('/') : `./${relative(join(root, 'src'), file).replace(/\.ts$/, '')}`;
};

/** By their keys, packages before files of our own. */
const sorted = <T>(map: Map<string, T>): [string, T][] => [...map].sort(([one], [other]) =>
  Number(one.startsWith('.')) - Number(other.startsWith('.')) || one.localeCompare(other, 'en'));

/** src/prop-shapes.ts: the members of every option struct and their types, as the TypeScript sources declare them. */
export function propShapes(): string {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const program = ts.createProgram([index], ts.parseJsonConfigFileContent(config, ts.sys, root).options);
  const checker = program.getTypeChecker();
  const structs = new Map<string, string>();
  const seen = new Map<string, ts.Symbol>();
  const imports = new Map<string, Set<string>>();

  const kindOf = (type: ts.Type): string => {
    if (checker.isArrayType(type)) return `{ listOf: ${kindOf(checker.getTypeArguments(type as ts.TypeReference)[0])} }`;
    const symbol = enumOfOnly(type.symbol as ts.Symbol | undefined);
    if (symbol && has(symbol, ts.SymbolFlags.Enum)) return enumOf(symbol);
    if (['string', 'number', 'boolean'].includes(checker.typeToString(type))) return `'${checker.typeToString(type)}'`;
    const values = type.getStringIndexType();
    if (values) return `{ mapOf: ${kindOf(checker.getNonNullableType(values))} }`;
    if (!symbol) return '\'any\'';
    if (HANDED_ON.includes(symbol.name)) return '\'object\'';
    if (has(symbol, ts.SymbolFlags.Interface) && !/^I[A-Z]/.test(symbol.name)) return structOf(symbol);
    return `'${symbol.name}'`;
  };

  /** TypeScript takes an enum of one member for that member. */
  const enumOfOnly = (symbol: ts.Symbol | undefined): ts.Symbol | undefined => symbol && has(symbol, ts.SymbolFlags.EnumMember)
    ? checker.getSymbolAtLocation((symbol.valueDeclaration as ts.EnumMember).parent.name) : symbol;

  /** Values of strings are looked up when running, where CDK may know more of them; numbers are as good as any. */
  const enumOf = (symbol: ts.Symbol): string => {
    const [member] = symbol.exports!.values();
    if (typeof checker.getConstantValue(member.valueDeclaration as ts.EnumMember) === 'number') return '\'number\'';
    const from = moduleOf(symbol.valueDeclaration!.getSourceFile().fileName);
    imports.set(from, (imports.get(from) ?? new Set()).add(symbol.name));
    return `{ memberOf: '${symbol.name}', values: Object.values(${symbol.name}) }`;
  };

  const structOf = (symbol: ts.Symbol): string => {
    const known = seen.get(symbol.name);
    if (known && known !== symbol) throw new Error(`Two structs are called ${symbol.name}: shapes are told apart by name.`);
    if (known) return `'${symbol.name}'`;
    seen.set(symbol.name, symbol);
    const members = checker.getDeclaredTypeOfSymbol(symbol).getProperties().map((member) => {
      const required = has(member, ts.SymbolFlags.Optional) ? '' : ', required: true';
      return `    ${member.name}: { kind: ${kindOf(checker.getNonNullableType(checker.getTypeOfSymbol(member)))}${required} },`;
    });
    structs.set(symbol.name, [`  ${symbol.name}: {`, ...members, '  },'].join('\n'));
    return `'${symbol.name}'`;
  };

  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(index)!)!);
  for (const name of ROOTS) structOf(exported.find((symbol) => symbol.name === name)!);
  return [
    ...sorted(imports.set('./shape-validation', new Set(['StructShape']))).map(([from, names]) => `import { ${[...names].sort().join(', ')} } from '${from}';`),
    '',
    '/** Written by `npm run docs` from the option structs that users pass in: what each has for members, and of what type. */',
    'export const propShapes: { readonly [struct: string]: StructShape } = {',
    ...sorted(structs).map(([, text]) => text),
    '};',
    '',
  ].join('\n');
}
