import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CodeAsset, isDirectory } from '../assembly';
import { Resource } from '../service';
import { refuse } from '../template/properties';

export interface Code {
  readonly directory: string;
  readonly file: string;
  readonly exportName: string;
}

/** Finds a function's handler on disk: `index.handler` is the export `handler` of index.js, .mjs or .cjs. */
export function findCode(resource: Resource, assets: ReadonlyMap<string, CodeAsset>): Code {
  const { Code: code, Handler: handler } = resource.properties;
  const asset = assets.get(code?.S3Key);
  if (!asset) {
    refuse(resource, 'Code', 'is not an asset of the assembly');
  }
  if (asset.packaging !== 'zip' || !isDirectory(asset.path)) {
    refuse(resource, 'Code', 'is not a directory of the assembly: the offline run does not unpack archives. Was cdk.out copied without its assets?');
  }
  const [, path, exportName] = /^(.*?[^/.]*)\.([^/]+)$/.exec(String(handler)) ?? [];
  const file = ['.js', '.mjs', '.cjs'].map((extension) => join(asset.path, `${path}${extension}`)).find((candidate) => existsSync(candidate));
  if (!file) {
    refuse(resource, 'Handler', `names ${handler}, but the function's asset holds no ${path}.js, .mjs or .cjs`);
  }
  return { directory: asset.path, file, exportName };
}
