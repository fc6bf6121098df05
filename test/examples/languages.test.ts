import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AdminAddUserToGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { awsOf } from '../support/aws';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';

const root = resolve(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

describe('the app that Python, Java and Go are held against', () => {
  let outdir: string;
  let api: LocalApi;
  beforeAll(async () => {
    outdir = synthesizeExample('languages');
    api = await LocalApi.start(outdir, '--stack', 'Harbour');
  });
  afterAll(async () => {
    await api?.stop();
    rmSync(outdir, { recursive: true, force: true });
  });

  test('offline, its routes admit whom it says', async () => {
    const aws = await awsOf(api);
    const person = await new Person(api).enrol();
    const before = (await person.signIn()).body.access_token;
    expect((await api.call('GET /orders')).status).toBe(401);
    expect(await api.call('GET /orders', undefined, bearer(before))).toMatchObject({ status: 200, body: { route: 'GET /orders', by: person.sub } });
    expect((await api.call('GET /reports', undefined, bearer(before))).status).toBe(403);

    await aws.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: aws.UserPoolId, Username: person.sub, GroupName: 'managers' }));
    const { access_token } = (await person.signIn()).body;
    expect((await api.call('GET /reports', undefined, bearer(access_token))).status).toBe(200);
  });
});

describe('what README shows in other languages', () => {
  const section = /^## In other languages\n([\s\S]*?)^## /m.exec(read('README.md'))![1];
  const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);
  const block = (language: string) => lines(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(section)![1]);

  test.each([
    ['python', 'examples/python/app.py'],
    ['java', 'examples/java/src/main/java/com/example/harbour/HarbourApp.java'],
    ['go', 'examples/go/main.go'],
    ['xml', 'examples/java/pom.xml'],
  ])('%s: every line is one of %s, in its order', (language, file) => {
    const shown = block(language);
    const rest = lines(read(file));
    expect(shown.length).toBeGreaterThan(3);
    const unknown = shown.filter((line) => {
      const at = rest.indexOf(line);
      rest.splice(0, at + 1);
      return at === -1;
    });
    expect(unknown).toEqual([]);
  });

  test('csharp: it says the same as the TypeScript of "Use it"', () => {
    // No compiler is here; `npm run languages` looks its names up in the generated code.
    const shown = block('csharp').join('\n');
    for (const words of ['new CognitoAuthApi(', 'new CognitoAuthApiProps', 'Messages = new MessageOptions', 'AppName = "Harbour"']) expect(shown).toContain(words);
  });
});

test('the strict checks of every language\'s cdk.json are those of TypeScript', () => {
  const context = (name: string) => JSON.parse(read('examples', name, 'cdk.json')).context;
  expect(['python', 'java', 'go'].map(context)).toEqual(Array.from({ length: 3 }, () => context('languages')));
});

test('the examples ask for the lowest versions that the package takes', () => {
  const { 'aws-cdk-lib': cdk, constructs } = JSON.parse(read('package.json')).peerDependencies;
  const floor = (range: string) => range.slice(1);
  expect(read('examples', 'python', 'requirements.txt')).toContain(`aws-cdk-lib>=${floor(cdk)},<3\nconstructs>=${floor(constructs)},<11\n`);
  expect(read('examples', 'java', 'pom.xml')).toContain(`<cdk.version>[${floor(cdk)},3.0.0)</cdk.version>`);
  expect(read('examples', 'java', 'pom.xml')).toContain(`<constructs.version>[${floor(constructs)},11.0.0)</constructs.version>`);
  expect(read('examples', 'go', 'go.mod')).toContain(`github.com/aws/aws-cdk-go/awscdk/v2 v${floor(cdk)}\n\tgithub.com/aws/constructs-go/constructs/v10 v${floor(constructs)}\n`);
});
