import { awscdk, github, javascript, ReleasableCommits, typescript } from 'projen';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cognito-auth-api',
  description: 'A whole Cognito auth API from one CDK construct: user pool, JWT-protected HTTP API, and pre-bundled handlers for registration, TOTP MFA, login, refresh, passwords and erasure.',
  keywords: ['cognito', 'auth', 'authentication', 'mfa', 'totp', 'http-api', 'jwt', 'lambda', 'user-pool'],
  author: 'cognito-auth-api maintainers',
  authorAddress: 'maintainers@cognito-auth-api.dev',
  repositoryUrl: 'https://github.com/cognito-auth-api/cognito-auth-api.git',
  license: 'MIT',
  copyrightOwner: 'cognito-auth-api maintainers',
  copyrightPeriod: '2026-',
  defaultReleaseBranch: 'main',
  releasableCommits: ReleasableCommits.featuresAndFixes(),

  // The floors of docs in CONTRIBUTING.md: typed L1s for passkeys and CDK's own cycle check.
  cdkVersion: '2.268.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~5.9.3',
  projenVersion: '0.103.25',
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '22',
  // commit-and-tag-version 13 needs Node 22.
  bumpPackage: 'commit-and-tag-version@^12',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },
  depsUpgradeOptions: { workflow: true },

  publishToPypi: { distName: 'cognito-auth-api', module: 'cognito_auth_api' },
  publishToMaven: { javaPackage: 'dev.cognitoauthapi', mavenGroupId: 'dev.cognitoauthapi', mavenArtifactId: 'cognito-auth-api' },
  // C# would take the name of a namespace that is called as the class for the class.
  publishToNuget: { dotNetNamespace: 'CognitoAuth', packageId: 'CognitoAuthApi' },
  publishToGo: { moduleName: 'github.com/cognito-auth-api/cognito-auth-api-go', packageName: 'cognitoauthapi' },

  // Auto-discovery would make every handler part of the public API and leave the SDK out of its bundle.
  lambdaAutoDiscover: false,
  integrationTestAutoDiscover: false,

  // Our own runtime code is bundled into assets/ and bin/, so all of it is a development dependency.
  devDeps: [
    '@aws-sdk/client-cloudformation',
    '@aws-sdk/client-cognito-identity-provider',
    '@aws-sdk/client-lambda',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/credential-provider-env',
    '@aws-sdk/s3-presigned-post',
    '@aws-sdk/s3-request-presigner',
    '@redocly/cli@^2',
    '@simplewebauthn/browser',
    '@simplewebauthn/server',
    '@smithy/core',
    '@smithy/signature-v4',
    // Exact: of some later releases the registry lacks platforms, so that `npm ci` fails.
    '@swc/core@1.16.18',
    '@swc/jest',
    '@types/autocannon',
    '@types/aws-lambda',
    '@types/pngjs',
    '@types/qrcode',
    '@types/react@^19',
    '@types/react-dom@^19',
    '@vitejs/plugin-react@^5',
    '@vitejs/plugin-vue@^6',
    '@zxcvbn-ts/language-common',
    'ajv@^8',
    'autocannon',
    'aws-amplify',
    'aws-jwt-verify',
    'axe-core',
    'cdk-nag@^3.0.2',
    'commander@^14',
    'esbuild',
    'fast-check@^4',
    'jose@^6',
    'jsqr',
    'newman@^6',
    'oidc-client-ts',
    'openid-client@^6',
    'otpauth',
    'playwright-core',
    'pngjs',
    'qrcode',
    'react@^19',
    'react-dom@^19',
    'tough-cookie',
    'tsx',
    // 8 builds with binaries of its own.
    'vite@^7',
    'vue@^3',
  ],

  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    configFilePath: 'jest.config.json',
    jestConfig: {
      testTimeout: 60_000,
      maxWorkers: 2,
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
      transformIgnorePatterns: ['/node_modules/(?!(jose|aws-jwt-verify)/)'],
      moduleNameMapper: { '^cognito-auth-api$': '<rootDir>/src/index.ts', '^cognito-auth-api/runtime$': '<rootDir>/runtime/index.ts' },
    },
  },
  tsconfigDev: {
    compilerOptions: {
      lib: ['es2023'],
      target: 'ES2022',
      noUnusedLocals: true,
      noUnusedParameters: true,
      stripInternal: true,
      isolatedModules: true,
      // Nothing of this is run as tsc would emit it: esbuild bundles it, tsx and jest load it.
      module: 'preserve',
      moduleResolution: javascript.TypeScriptModuleResolution.BUNDLER,
      resolveJsonModule: true,
      paths: { 'cognito-auth-api': ['../src/index.ts'], 'cognito-auth-api/runtime': ['../runtime/index.ts'] },
    },
    // This tsconfig lies in test/, so its paths are relative to it.
    include: ['src', 'lambda', 'runtime', 'cli', 'local', 'client/src', 'examples', 'scripts'].map((folder) => `../${folder}/**/*.ts`).concat('../.projenrc.ts'),
    // What runs in browsers has a tsconfig of its own, which a test of its own checks.
    exclude: ['../examples/*/src'],
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['lambda', 'runtime', 'cli', 'local', 'client/src', 'examples', 'scripts', 'test'],
    fileExtensions: ['.ts', '.tsx'],
    ignorePatterns: ['**/*.d.ts', 'node_modules/', '/assets/', '/bin/', '/lib/', '/client/dist/', 'cdk.out/'],
  },
  gitignore: ['/assets/', '/bin/', '/client/dist/', '/examples/*/dist/', '/runtime.js', '/runtime.d.ts', '/THIRD-PARTY-LICENSES', '/.cache/', 'cdk.out/', '.DS_Store'],
});

project.eslint!.addRules({
  // Short objects read well with several properties to a line, and a private constructor behind static ones is no disorder.
  '@stylistic/object-property-newline': 'off',
  '@typescript-eslint/member-ordering': 'off',
  // Modules that scripts/bundle-plugins.ts makes.
  'import/no-unresolved': ['error', { ignore: ['^contract:'] }],
});
// One tsconfig knows every folder but what runs in browsers; the project service would look for one beside each file.
const lintedProjects = ['./test/tsconfig.json', './examples/*/tsconfig.json'];
project.eslint!.config.parserOptions = { ecmaVersion: 2022, sourceType: 'module', project: lintedProjects };
Object.assign(project.eslint!.config.settings['import/resolver'].typescript, { project: lintedProjects, noWarnOnMultipleProjects: true });

// The last line keeps every other path within reach, `.jsii` and `package.json` of jsii's tools among them.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './runtime': { types: './runtime.d.ts', default: './runtime.js' },
  './*': './*',
});
project.package.addField('bin', { 'cognito-auth-api': 'bin/cognito-auth-api.js' });
// esbuild and unrs-resolver ship their binaries as packages: no install script is needed (and npm 11 asks about each).
project.package.addField('allowScripts', { '@swc/core': false, 'esbuild': false, '@parcel/watcher': false, 'unrs-resolver': false });
// 1.13.0 lacks bindings: `npm install` works, `npm ci` fails.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

['/lambda/', '/runtime/', '/cli/', '/local/', '/client/', '/examples/', '/docs/', '/redocly.yaml', '/scripts/', '/.cache/', '/.ci/', 'cdk.out/'].forEach((path) => project.addPackageIgnore(path));

const bundle = project.addTask('bundle', { description: 'Bundles lambda/ into assets/, cli/ and local/ into bin/', exec: 'tsx --tsconfig test/tsconfig.json scripts/bundle.ts' });
project.preCompileTask.spawn(bundle);
const typeCheck = project.addTask('typecheck', { description: 'Type-checks everything that jsii does not compile', exec: 'tsc --noEmit -p test' });
const client = project.addTask('client', { description: 'Builds client/dist, the package cognito-auth-api-client', exec: 'tsx --tsconfig test/tsconfig.json scripts/client.ts' });
project.testTask.prependSpawn(typeCheck);
// The type check reads its declarations, as the examples do.
project.testTask.prependSpawn(client);
project.testTask.prependSpawn(bundle);
project.setScript('start', 'tsx --tsconfig test/tsconfig.json scripts/start.ts');
project.setScript('docs', 'tsx --tsconfig test/tsconfig.json scripts/docs.ts');
project.setScript('lint-openapi', 'redocly lint docs/openapi.json');
project.setScript('reproducible', 'scripts/check-reproducible.sh');
project.setScript('check-package', 'tsx --tsconfig test/tsconfig.json scripts/check-package.ts');
for (const script of ['consumers', 'languages', 'fuzz', 'faults', 'load', 'timing', 'mutants']) {
  project.setScript(script, `tsx --tsconfig test/tsconfig.json scripts/${script}.ts`);
}
project.setScript('kotlin', 'tsx --tsconfig test/tsconfig.json scripts/kotlin.ts');
project.setScript('screenshots', 'tsx --tsconfig test/tsconfig.json scripts/screenshots.ts');
project.setScript('bench', 'tsx --tsconfig test/tsconfig.json scripts/bench.ts');

// Consumers work where their tools do, so that no system is left out.
project.github!.tryFindWorkflow('build')!.addJob('consumers', {
  runsOn: ['${{ matrix.os }}'],
  strategy: { failFast: false, matrix: { domain: { os: ['ubuntu-latest', 'macos-latest', 'windows-latest'] } } },
  permissions: { contents: github.workflows.JobPermission.READ },
  env: { CI: 'true' },
  steps: [
    github.WorkflowSteps.checkout(),
    ...project.renderWorkflowSetup({ mutable: false }),
    { name: 'Build the package', run: 'npx projen bundle' },
    { name: 'Compile', run: 'npx projen compile' },
    { name: 'Consumers', run: 'npm run consumers' },
  ],
});

// publib knows where npm packages go.
project.github!.tryFindWorkflow('release')!.file!.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');

// swc for speed; it also turns the ESM-only packages of the offline run into what jest can load.
project.deps.removeDependency('ts-jest');
Object.assign(project.jest!.config, {
  transform: { '^.+\\.[jt]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }] },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // With coverage every run would be a third slower; `npx jest --coverage` gives it on demand.
  collectCoverage: false,
});

project.synth();
