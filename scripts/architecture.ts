import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { awsCallsOf } from './aws-calls';
import { boundaries, imports, sources } from './boundaries';
import { sequence } from './sign-in-sequence';
import { CognitoAuthApi } from '../src';
import { operations, type Operation } from '../src/contract';

/** The template of the construct without props, as cdk synth writes it. */
function defaultTemplate(): any {
  const outdir = mkdtempSync(join(tmpdir(), 'architecture-'));
  try {
    const app = new App({ analyticsReporting: false, outdir });
    const stack = new Stack(app, 'Demo');
    new CognitoAuthApi(stack, 'Auth');
    return app.synth().getStackByName(stack.stackName).template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Every logical ID that a value refers to. */
const idsIn = (value: any): string[] => typeof value !== 'object' || value === null ? []
  : 'Ref' in value ? [value.Ref] : 'Fn::GetAtt' in value ? [value['Fn::GetAtt'][0]] : Object.values(value).flatMap(idsIn);

interface Fn {
  readonly operation: string;
  readonly routeKey: string;
  readonly authorized: boolean;
  /** What its role allows, by what it is allowed on: the type of the resource. */
  readonly allowed: Readonly<Record<string, readonly string[]>>;
}

const rows: Record<string, Operation> = operations;

/** Routes, their functions, and what those may do: all of it read from the template. */
export function functionsOf({ Resources }: any): Fn[] {
  return Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route').map(({ Properties }) => {
    const [integration] = idsIn(Properties.Target);
    const [fn] = idsIn(Resources[integration].Properties.IntegrationUri);
    const [role] = idsIn(Resources[fn].Properties.Role);
    const allowed: Record<string, string[]> = {};
    for (const { Action, Resource } of Resources[role].Properties.Policies.flatMap((policy: any) => policy.PolicyDocument.Statement)) {
      const [target] = idsIn(Resource).filter((id) => id in Resources);
      const type = target ? Resources[target].Type : '*';
      allowed[type] = [...allowed[type] ?? [], ...[Action].flat()].sort();
    }
    return { operation: rows[Properties.RouteKey].operation, routeKey: Properties.RouteKey, authorized: Properties.AuthorizationType === 'JWT', allowed };
  });
}

const POOL = 'AWS::Cognito::UserPool';
const KEY = 'AWS::KMS::Key';
/** By which a function is drawn to a resource; its own log is everybody's. */
const drawn: Record<string, { id: string; title: string }> = {
  [POOL]: { id: 'pool', title: 'User pool' },
  'AWS::SecretsManager::Secret': { id: 'secret', title: 'Client secret' },
  'AWS::S3::Bucket': { id: 'bucket', title: 'Bucket, below people/' },
  [KEY]: { id: 'key', title: 'Encryption key' },
};

/** Braces are mermaid's own. */
const braced = (text: string) => text.replace('{', '#123;').replace('}', '#125;');
const short = (action: string) => action.split(':')[1];

/** Functions that are allowed the same kinds of things, and asked for the same token, are one box. */
function groupsOf(functions: readonly Fn[]) {
  const groups = new Map<string, Fn[]>();
  for (const fn of functions) {
    const key = [fn.authorized, ...Object.keys(fn.allowed).filter((type) => type in drawn).sort()].join();
    groups.set(key, [...groups.get(key) ?? [], fn]);
  }
  return [...groups.values()];
}

const list = (lines: readonly string[], most = Infinity) => [...lines.slice(0, most), ...lines.length > most ? [`and ${lines.length - most} more`] : []].join('<br/>');

/** The diagram of what is deployed. */
export function deployment(template = defaultTemplate()): string {
  const functions = functionsOf(template);
  const groups = groupsOf(functions);
  const resources = Object.values<any>(template.Resources);
  const pool = resources.find(({ Type }) => Type === POOL);
  const triggers = Object.keys(pool.Properties.LambdaConfig);
  const box = (index: number) => `functions${index + 1}`;
  return [
    'flowchart LR',
    '  caller(["Browsers, apps, machines"])',
    '  subgraph gateway ["HTTP API"]',
    ...groups.map((group, index) => `    routes${index + 1}["${list(group.map(({ routeKey }) => braced(routeKey)))}"]`),
    '    authorizer{{"JWT authorizer"}}',
    '  end',
    '  subgraph lambda ["Lambda: one function for each route, one role for each function"]',
    ...groups.map((group, index) => `    ${box(index)}["${list(group.map(({ operation }) => operation))}"]`),
    '  end',
    '  subgraph kept ["What is kept"]',
    `    pool[("${drawn[POOL].title}")]`,
    ...Object.entries(drawn).filter(([type]) => type !== POOL).map(([, { id, title }]) => `    ${id}[("${title}")]`),
    '  end',
    '  subgraph triggers ["Lambda: called by Cognito"]',
    ...triggers.map((event, index) => `    trigger${index + 1}["${event}"]`),
    '  end',
    ...groups.flatMap(([{ authorized }], index) => [
      ...authorized ? [] : [`  caller --> routes${index + 1}`],
      ...authorized ? [`  authorizer --> routes${index + 1}`] : [],
      `  routes${index + 1} --> ${box(index)}`,
    ]),
    '  caller --> authorizer',
    '  authorizer -.->|"issuer, keys"| pool',
    ...groups.flatMap((group, index) => {
      // The key goes with the bucket.
      const types = Object.keys(drawn).filter((type) => type in group[0].allowed && type !== KEY);
      const unsigned = group.some(({ operation, allowed }) => {
        const signed = (allowed[POOL] ?? []).map(short);
        return awsCallsOf(operation).some(({ client, name }) => client === 'cognito-identity-provider' && !signed.includes(name));
      });
      return [
        ...types.map((type) => `  ${box(index)} -->|"${list([...new Set(group.flatMap(({ allowed }) => allowed[type].map(short)))].sort(), 4)}"| ${drawn[type].id}`),
        ...unsigned ? [`  ${box(index)} -.->|"without a signature"| pool`] : [],
      ];
    }),
    ...triggers.map((_, index) => `  pool --> trigger${index + 1}`),
    '  bucket -.->|"encrypted by"| key',
  ].join('\n');
}

const code = (text: string) => `\`${text}\``;
const rights = ({ allowed }: Fn) => Object.keys(drawn).filter((type) => type in allowed).flatMap((type) => allowed[type]).map(code).join(', ') || 'nothing but its log';

/** Which folder imports which, as the files do now. */
function folders(): string {
  const known = boundaries.map(([folder]) => folder);
  // The longest first: src/contract is no part of src here.
  const ofFile = (file: string) => [...known].sort((one, other) => other.length - one.length).find((folder) => file === folder || file.startsWith(`${folder}/`));
  const edges = new Set<string>();
  for (const folder of known) {
    for (const file of sources(folder).filter((one) => ofFile(one) === folder)) {
      for (const name of imports(file)) {
        const target = name === 'cognito-auth-api' || name === 'cognito-auth-api/runtime' ? (name.endsWith('runtime') ? 'runtime' : 'src') : ofFile(name);
        if (target && target !== folder) edges.add(`${folder} ${target}`);
      }
    }
  }
  const id = (folder: string) => folder.replace(/\W/g, '_');
  return [
    'flowchart TB', ...known.map((folder) => `  ${id(folder)}["${folder}/"]`),
    ...[...edges].sort().map((edge) => edge.split(' ')).map(([from, to]) => `  ${id(from)} --> ${id(to)}`),
  ].join('\n');
}

const diagram = (text: string) => ['```mermaid', text, '```'];

/** docs/architecture.md. */
export function architecturePage(): string {
  const template = defaultTemplate();
  const counts = new Map<string, number>();
  for (const { Type } of Object.values<any>(template.Resources)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  return [
    '# Architecture',
    '',
    'How it hangs together. Written by `npm run docs`: the first diagram from the template of the construct without props, the second from the imports of the files.',
    'Where things are in the code, by what you look for: [CONTRIBUTING.md](../CONTRIBUTING.md#where-is-it). What it guards, and against whom: [threat-model.md](threat-model.md).',
    '',
    '## What is deployed',
    '',
    ...diagram(deployment(template)),
    '',
    'Functions that may do the same kinds of things are one box; an arrow names the first of what their roles allow, and the table all of it. Dotted arrows need no right: Cognito takes some calls without a',
    'signature, by what the person proves. Every function has a log group of its own besides. With other props there is more: [the props](../API.md).',
    '',
    '| Route | Function | Its role allows |',
    '|---|---|---|',
    ...functionsOf(template).map((fn) => `| ${code(fn.routeKey)} | ${code(fn.operation)} | ${rights(fn)} |`),
    '',
    `${Object.keys(template.Resources).length} resources: ${[...counts].sort(([one], [other]) => one.localeCompare(other)).map(([type, count]) => `${count} ${code(type)}`).join(', ')}.`,
    '',
    '## What happens in a sign-in',
    '',
    ...diagram(sequence()),
    '',
    'Each step names its file, from `lambda/` or `src/`. `/_local/calls` of an offline run shows the AWS calls of any request in the same way.',
    '',
    '## Who may import whom',
    '',
    ...diagram(folders()),
    '',
    'The rules, which `test/boundaries.test.ts` holds:',
    '',
    ...boundaries.map(([folder, rule]) => `- ${code(`${folder}/`)}: ${rule}.`),
    '',
    'The construct reads the bundles by their path (`assets/<operation>`), and the offline run reads `cdk.out`: neither imports what it runs.',
    '',
  ].join('\n');
}
