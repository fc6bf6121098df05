import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LocalError } from './local-error';

/** A synthesized stack. */
export interface Stack {
  /** Its path in the app, which `cdk deploy` takes: `Stack`, or `Stage/Stack`. */
  readonly id: string;
  readonly artifactId: string;
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly template: Template;
  /** Lambda code by its key in the asset bucket. */
  readonly assets: ReadonlyMap<string, CodeAsset>;
  /** The path of each resource's construct by its logical id: `/Stack/Auth/login/Function/Resource`. */
  readonly constructs?: ReadonlyMap<string, string>;
}

export interface Template {
  readonly Parameters?: Record<string, { Type: string; Default?: unknown }>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, { Value: unknown; Condition?: string; Description?: string; Export?: { Name: unknown } }>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Condition?: string;
  readonly DependsOn?: string | string[];
}

export interface CodeAsset {
  readonly path: string;
  readonly packaging: string;
}

interface Artifact {
  readonly type: string;
  readonly displayName?: string;
  readonly environment?: string;
  readonly dependencies?: string[];
  readonly properties?: Record<string, any>;
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
}

/** By construct path. */
type Metadata = Record<string, { type: string; data?: unknown }[]>;

const API = 'AWS::ApiGatewayV2::Api';
// What an environment-agnostic stack gets here; the account is the one of AWS's own examples.
const REGION = 'us-east-1';
const ACCOUNT = '123456789012';

/** Every stack of a cloud assembly, those of its stages included. */
export function readAssembly(directory: string): Stack[] {
  if (!existsSync(directory)) {
    throw new LocalError(`There is no ${directory}: run "npx cdk synth" first, or name the directory it writes to.`);
  }
  const manifestFile = join(directory, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new LocalError(`${directory} is no cloud assembly: it holds no manifest.json. Run "npx cdk synth" first.`);
  }
  const artifacts = Object.entries((readJson(manifestFile).artifacts ?? {}) as Record<string, Artifact>);
  return artifacts.flatMap(([id, artifact]) => {
    if (artifact.type === 'cdk:cloud-assembly') {
      return readAssembly(join(directory, artifact.properties!.directoryName));
    }
    return artifact.type === 'aws:cloudformation:stack' ? [readStack(directory, id, artifact)] : [];
  });
}

/** The stack to run: the only one with an HTTP API, or the one that is asked for. */
export function chooseStack(stacks: Stack[], name?: string): Stack {
  const all = stacks.map((stack) => stack.id).join(', ') || 'none';
  const withApi = stacks.filter((stack) => Object.values(stack.template.Resources).some((resource) => resource.Type === API));
  if (name !== undefined) {
    const stack = stacks.find((one) => [one.id, one.artifactId, one.name].includes(name));
    if (!stack) {
      throw new LocalError(`There is no stack ${name}; the assembly holds: ${all}.`);
    }
    if (!withApi.includes(stack)) {
      throw new LocalError(`The stack ${name} has no HTTP API (${API}).`);
    }
    return stack;
  }
  if (withApi.length === 0) {
    throw new LocalError(`No stack of the assembly has an HTTP API (${API}); it holds: ${all}.`);
  }
  if (withApi.length > 1) {
    throw new LocalError(`Several stacks have an HTTP API: choose one of ${withApi.map((stack) => stack.id).join(', ')} with --stack.`);
  }
  return withApi[0];
}

function readStack(directory: string, id: string, artifact: Artifact): Stack {
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
  const templateFile = join(directory, artifact.properties!.templateFile);
  const template = readJson(templateFile);
  if (typeof template.Resources !== 'object') {
    throw new LocalError(`${templateFile} is no template: it has no Resources.`);
  }
  return {
    id: artifact.displayName ?? id,
    artifactId: id,
    name: artifact.properties!.stackName ?? id,
    region: !region || region === 'unknown-region' ? REGION : region,
    accountId: !account || account === 'unknown-account' ? ACCOUNT : account,
    template,
    assets: readAssets(directory, `${id}.assets.json`),
    constructs: constructsOf(artifact.additionalMetadataFile ? readJson(join(directory, artifact.additionalMetadataFile)) : artifact.metadata ?? {}),
  };
}

function readAssets(directory: string, file: string): Map<string, CodeAsset> {
  const assets = new Map<string, CodeAsset>();
  if (!existsSync(join(directory, file))) {
    return assets;
  }
  for (const asset of Object.values<any>(readJson(join(directory, file)).files ?? {})) {
    if (!asset.source.path) {
      continue; // made by a command when deploying; a function that needs it fails by name
    }
    for (const destination of Object.values<any>(asset.destinations)) {
      assets.set(destination.objectKey, { path: resolve(directory, asset.source.path), packaging: asset.source.packaging });
    }
  }
  return assets;
}

function constructsOf(metadata: Metadata): Map<string, string> {
  return new Map(Object.entries(metadata).flatMap(([path, entries]) =>
    entries.filter(({ type }) => type === 'aws:cdk:logicalId').map(({ data }) => [String(data), path] as const)));
}

function readJson(file: string): any {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new LocalError(`Cannot read ${file}: ${(error as Error).message}`);
  }
}

/** Whether the path is a directory: the packaging of all code that CDK does not take as a finished zip. */
export function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
