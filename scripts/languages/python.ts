import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyExample, readmeBlock, resourcesOfReadme, synthEnvironment, versions, Work } from './twin';
import { compareAssemblies } from '../compare-assemblies';
import { run } from '../tool';

/** Installs the wheel into an environment of its own, with aws-cdk-lib of PyPI, and synthesizes examples/python. */
export const python = async ({ folder, packages, reference }: Work): Promise<string> => {
  const environment = join(folder, 'venv');
  const interpreter = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  await run('python3', ['-m', 'venv', environment]);
  const dist = join(packages, 'python');
  const wheel = readdirSync(dist).find((file) => file.endsWith('.whl'))!;
  const constraints = join(folder, 'constraints.txt');
  writeFileSync(constraints, [
    `aws-cdk-lib==${versions.cdk}`, `constructs==${versions.constructs}`, `cognito-auth-api @ ${pathToFileURL(join(dist, wheel))}`, '',
  ].join('\n'));
  const example = copyExample('python', folder);
  await run(interpreter, ['-m', 'pip', 'install', '--quiet', '--requirement', 'requirements.txt', '--constraint', constraints], { cwd: example });
  const outdir = join(folder, 'cdk.out');
  await run(interpreter, ['app.py'], { cwd: example, env: synthEnvironment('python', outdir) });
  const readme = join(folder, 'readme.out');
  await run(interpreter, ['-c', readmeBlock('python')], { cwd: folder, env: synthEnvironment('python', readme) });
  return `${compareAssemblies(reference, outdir)}, with aws-cdk-lib ${versions.cdk}; ${resourcesOfReadme(readme)}`;
};
