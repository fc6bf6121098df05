import * as fs from 'fs';
import * as path from 'path';
import { FileSystem } from 'aws-cdk-lib';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';

/**
 * Uses a copy of the bundle that has files of this stack's own beside it: they may be larger than what a function's environment holds. The copy is
 * gone once CDK has its own in the assembly, whose hash is of the contents.
 */
export function withFiles<T>(scope: Construct, bundle: string, files: { readonly [name: string]: string }, use: (folder: string) => T): T {
  const folder = FileSystem.mkdtemp('cognito-auth-api-');
  try {
    fs.cpSync(bundle, folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);
    return use(folder);
  } finally {
    // Without staging the assembly refers to this very folder.
    if (!scope.node.tryGetContext(DISABLE_ASSET_STAGING_CONTEXT)) fs.rmSync(folder, { recursive: true, force: true });
  }
}
