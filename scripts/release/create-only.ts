import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { stateful } from '../../test/support/stateful';

/**
 * Takes from CloudFormation's specification, as CDK's own `@aws-cdk/aws-service-spec` has it, which properties cannot change without a replacement.
 * It is installed in a folder of its own, since nothing else needs it: `npm install --prefix .cache/spec @aws-cdk/aws-service-spec`.
 */
export const keepCreateOnly = (root: string, folder: string): void => {
  const { loadAwsServiceSpecSync } = createRequire(join(resolve(folder), 'package.json'))('@aws-cdk/aws-service-spec');
  const database = loadAwsServiceSpecSync();
  const createOnly = Object.fromEntries(Object.keys(stateful).map((type) => {
    const { properties } = database.lookup('resource', 'cloudFormationType', 'equals', type).only();
    return [type, Object.keys(properties).filter((name) => !['no', undefined].includes(properties[name].causesReplacement)).sort()];
  }));
  writeFileSync(join(root, 'test', 'baseline', 'create-only.json'), `${JSON.stringify(createOnly, undefined, 2)}\n`);
};
