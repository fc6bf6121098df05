/**
 * `npm run kotlin`: compiles the Kotlin of docs/clients.md and goes through a sign-in with it, against the default stack running offline. Needs Java, and
 * Maven to fetch the compiler at the first run; where they are not, it says so and is content.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LocalApi } from '../test/support/local';
import { Person } from '../test/support/person';
import { synthesize } from '../test/support/synthesize';

const root = resolve(__dirname, '..');
const work = join(root, '.cache', 'kotlin');
const jars = join(work, 'jars');

const has = (command: string) => spawnSync(command, ['-version'], { stdio: 'ignore' }).status === 0;
const run = (command: string, args: string[]) => {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) {
    throw new Error(`${command} ended with ${status}`);
  }
};

const journey = async (api: LocalApi, classPath: string) => {
  const person = await new Person(api).enrol();
  const java = spawn('java', ['-cp', classPath, 'JourneyKt', api.url, person.email, person.password], { stdio: ['pipe', 'inherit', 'inherit'] });
  java.stdin.end(`${await person.otp()}\n`);
  const status = await new Promise((resolved) => java.on('exit', resolved));
  if (status !== 0) {
    throw new Error(`The journey ended with ${status}`);
  }
};

const main = async () => {
  if (!has('java') || !has('mvn')) {
    console.log('There is no Java or no Maven here: the Kotlin of docs/clients.md is not compiled');
    return;
  }
  mkdirSync(jars, { recursive: true });
  run('mvn', ['-q', '-B', '-f', join(root, 'scripts', 'kotlin', 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`]);
  const [, code] = /```kotlin\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs', 'clients.md'), 'utf8'))!;
  const source = join(work, 'AuthApi.kt');
  writeFileSync(source, code);
  const compiler = readdirSync(jars).map((jar) => join(jars, jar)).join(':');
  const libraries = readdirSync(jars).filter((jar) => /^(kotlin-stdlib|json)-/.test(jar)).map((jar) => join(jars, jar)).join(':');
  const classes = join(work, 'classes');
  run('java', [
    '-cp', compiler, 'org.jetbrains.kotlin.cli.jvm.K2JVMCompiler', '-no-stdlib', '-no-reflect', '-Werror', '-classpath', libraries, '-d', classes,
    source, join(root, 'scripts', 'kotlin', 'Journey.kt'),
  ]);
  process.env.CDK_VALIDATION = 'false';
  const api = await LocalApi.start(synthesize());
  try {
    await journey(api, `${classes}:${libraries}`);
  } finally {
    await api.stop();
  }
};

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
