import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyExample, readmeBlock, resourcesOfReadme, synthEnvironment, versions, Work } from './twin';
import { compareAssemblies } from '../compare-assemblies';
import { run } from '../tool';

const MODULE = 'github.com/cognito-auth-api/cognito-auth-api-go/cognitoauthapi';

/** Puts the generated module in the place of the published one, and synthesizes examples/go. Go keeps what it downloads and compiles in caches of its own. */
export const go = async ({ folder, packages, reference }: Work): Promise<string> => {
  const generated = join(packages, 'go', 'cognitoauthapi');
  const notes = await dropUnknownVersions(generated);
  const example = copyExample('go', folder);
  const env = { ...process.env, GOFLAGS: `${process.env.GOFLAGS ?? ''} -mod=mod`.trim() };
  await run('go', ['mod', 'edit', `-replace=${MODULE}=${generated}`], { cwd: example, env });
  await run('go', ['mod', 'tidy'], { cwd: example, env });
  await run('go', ['vet', '.'], { cwd: example, env });
  const outdir = join(folder, 'cdk.out');
  await run('go', ['run', '.'], { cwd: example, env: { ...env, ...synthEnvironment('go', outdir), GOFLAGS: env.GOFLAGS } });
  writeFileSync(join(example, 'main.go'), readmeBlock('go'));
  const readme = join(folder, 'readme.out');
  await run('go', ['run', '.'], { cwd: example, env: { ...env, ...synthEnvironment('go', readme), GOFLAGS: env.GOFLAGS } });
  return `${compareAssemblies(reference, outdir)}, with aws-cdk-lib ${versions.cdk}${notes}; ${resourcesOfReadme(readme)}`;
};

/**
 * jsii names the version that npm installed of each package behind CDK, as a help for editors. Go's modules may be published later; without the lines it
 * takes the versions that CDK's own module names.
 */
async function dropUnknownVersions(generated: string): Promise<string> {
  try {
    await run('go', ['mod', 'download'], { cwd: generated });
    return '';
  } catch {
    const file = join(generated, 'go.mod');
    writeFileSync(file, readFileSync(file, 'utf8').split('\n').filter((line) => !line.endsWith('// indirect')).join('\n'));
    return '; Go finds no modules of all the versions behind it here: those that CDK names are taken';
  }
}
