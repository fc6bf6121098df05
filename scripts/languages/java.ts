import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyExample, readmeBlock, resourcesOfReadme, root, synthEnvironment, versions, Work } from './twin';
import { compareAssemblies } from '../compare-assemblies';
import { run } from '../tool';

const repository = join(root, '.cache', 'maven');
const mvn = (args: readonly string[], cwd: string, env = process.env) => run('mvn', ['-q', '-B', `-Dmaven.repo.local=${repository}`, ...args], { cwd, env });

/** The newest up to our floor: Maven Central, or the mirror of it that is reached, may lag behind. */
const UP_TO_FLOOR = `[2.${Number(versions.cdk.split('.')[1]) - 8}.0,${versions.cdk}]`;

/** Installs the package into a Maven repository of its own, and synthesizes examples/java. */
export const java = async ({ folder, packages, reference }: Work): Promise<string> => {
  const generated = join(packages, 'java');
  const pom = join(generated, 'pom.xml');
  const declared = readFileSync(pom, 'utf8');
  writeFileSync(pom, declared.replace(`[${versions.cdk},3.0.0)`, UP_TO_FLOOR));
  const classPath = join(folder, 'classpath.txt');
  await mvn(['install', 'dependency:build-classpath', `-Dmdep.outputFile=${classPath}`, '-Dmaven.javadoc.skip=true', '-Dmaven.source.skip=true'], generated);
  const [, cdk] = /aws-cdk-lib-([\d.]+)\.jar/.exec(readFileSync(classPath, 'utf8'))!;
  const [, own] = /<artifactId>cognito-auth-api<\/artifactId>\s*<version>(.+?)</.exec(declared)!;

  const example = copyExample('java', folder);
  const synthesize = (outdir: string, ...args: string[]) => mvn([
    'compile', 'exec:java', `-Dcdk.version=${cdk}`, `-Dconstructs.version=${versions.constructs}`, `-Dcognito-auth-api.version=${own}`, ...args,
  ], example, synthEnvironment('java', outdir));
  const [outdir, readme] = ['cdk.out', 'readme.out'].map((name) => join(folder, name));
  await synthesize(outdir);
  const lines = readmeBlock('java').split('\n');
  const imports = lines.filter((line) => line.startsWith('import '));
  const statements = lines.filter((line) => !line.startsWith('import '));
  writeFileSync(join(example, 'src', 'main', 'java', 'Readme.java'), [
    ...imports, 'public class Readme {', '  public static void main(String[] args) {', ...statements, '  }', '}', '',
  ].join('\n'));
  await synthesize(readme, '-Dexec.mainClass=Readme');
  const lag = cdk === versions.cdk ? '' : `, the newest up to our ${versions.cdk} that Maven finds here`;
  return `${compareAssemblies(reference, outdir)}, with aws-cdk-lib ${cdk}${lag}; ${resourcesOfReadme(readme)}`;
};
