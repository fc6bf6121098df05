import { awscdk, github, javascript, ReleasableCommits, release, typescript } from 'projen';

/** What some tests need beside Node, so that none is skipped. GitHub's machines have Chrome, under another name than Debian's. */
const testTools: github.workflows.JobStep = {
  name: 'Chromium and the aws command line, for tests',
  run: [
    'test -x /usr/bin/chromium || sudo ln -s "$(command -v google-chrome-stable)" /usr/bin/chromium',
    '/usr/bin/chromium --version',
    'python3 -m venv .cache/aws',
    '.cache/aws/bin/pip install --quiet awscli',
    'echo "$PWD/.cache/aws/bin" >> "$GITHUB_PATH"',
  ].join('\n'),
};
const noneSkipped: github.workflows.JobStep = { name: 'No test was skipped', run: '! grep -B1 "<skipped" test-reports/junit.xml' };

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cognito-auth-api',
  description: 'A whole Cognito auth API from one CDK construct: user pool, JWT-protected HTTP API, and pre-bundled handlers for registration, TOTP MFA, login, refresh, passwords and erasure.',
  // Construct Hub looks for `awscdk`; projen adds `cdk`.
  keywords: [
    'awscdk', 'aws-cdk', 'constructs', 'cognito', 'auth', 'authentication', 'mfa', 'totp', 'passkeys', 'http-api', 'jwt', 'lambda', 'oauth2',
    'serverless', 'user-pool',
  ],
  author: 'cognito-auth-api maintainers',
  authorAddress: 'maintainers@cognito-auth-api.dev',
  repositoryUrl: 'https://github.com/cognito-auth-api/cognito-auth-api.git',
  license: 'MIT',
  copyrightOwner: 'cognito-auth-api maintainers',
  copyrightPeriod: '2026-',
  defaultReleaseBranch: 'main',
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  // A release is somebody's decision: VERSIONING.md says how one is made. CHANGELOG.md says which version it is.
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  nextVersionCommand: 'tsx scripts/release/next-version.ts',
  releaseWorkflowSetupSteps: [testTools],
  postBuildSteps: [noneSkipped],
  buildWorkflowOptions: { preBuildSteps: [testTools] },

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

  // By GitHub's own identity: no registry's token is kept, and each package says which commit and workflow it comes from.
  npmTrustedPublishing: true,
  npmProvenance: true,
  publishToPypi: { distName: 'cognito-auth-api', module: 'cognito_auth_api', trustedPublishing: true, attestations: true },
  publishToMaven: { javaPackage: 'dev.cognitoauthapi', mavenGroupId: 'dev.cognitoauthapi', mavenArtifactId: 'cognito-auth-api' },
  // C# would take the name of a namespace that is called as the class for the class.
  publishToNuget: { dotNetNamespace: 'CognitoAuth', packageId: 'CognitoAuthApi', trustedPublishing: true },
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
      moduleNameMapper: {
        '^cognito-auth-api$': '<rootDir>/src/index.ts',
        '^cognito-auth-api/(runtime|snapshot)$': '<rootDir>/$1/index.ts',
        '^@acme/auth-api$': '<rootDir>/examples/platform-team/src/index.ts',
      },
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
      paths: {
        'cognito-auth-api': ['../src/index.ts'],
        'cognito-auth-api/runtime': ['../runtime/index.ts'],
        'cognito-auth-api/snapshot': ['../snapshot/index.ts'],
        '@acme/auth-api': ['../examples/platform-team/src/index.ts'],
      },
    },
    // This tsconfig lies in test/, so its paths are relative to it.
    include: ['src', 'lambda', 'runtime', 'snapshot', 'cli', 'local', 'client/src', 'examples', 'scripts'].map((folder) => `../${folder}/**/*.ts`).concat('../.projenrc.ts'),
    // What runs in browsers has a tsconfig of its own, which a test of its own checks.
    exclude: ['react', 'vue'].map((app) => `../examples/${app}/src`),
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['lambda', 'runtime', 'snapshot', 'cli', 'local', 'client/src', 'examples', 'scripts', 'test'],
    fileExtensions: ['.ts', '.tsx'],
    ignorePatterns: ['**/*.d.ts', 'node_modules/', '/assets/', '/bin/', '/lib/', '/client/dist/', 'cdk.out/'],
  },
  gitignore: ['/assets/', '/bin/', '/client/dist/', '/examples/*/dist/', '/runtime.js', '/runtime.d.ts', '/snapshot.js', '/snapshot.d.ts', '/THIRD-PARTY-LICENSES', '/.cache/', 'cdk.out/', '.DS_Store'],
});

project.eslint!.addRules({
  // Short objects read well with several properties to a line, and a private constructor behind static ones is no disorder.
  '@stylistic/object-property-newline': 'off',
  '@typescript-eslint/member-ordering': 'off',
  // Modules that scripts/bundle-plugins.ts makes.
  'import/no-unresolved': ['error', { ignore: ['^contract:'] }],
});
// One tsconfig knows every folder but what runs in browsers; the project service would look for one beside each file.
const lintedProjects = ['./test/tsconfig.json', './examples/{react,vue}/tsconfig.json'];
project.eslint!.config.parserOptions = { ecmaVersion: 2022, sourceType: 'module', project: lintedProjects };
Object.assign(project.eslint!.config.settings['import/resolver'].typescript, { project: lintedProjects, noWarnOnMultipleProjects: true });

// The last line keeps every other path within reach, `.jsii` and `package.json` of jsii's tools among them.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './runtime': { types: './runtime.d.ts', default: './runtime.js' },
  './snapshot': { types: './snapshot.d.ts', default: './snapshot.js' },
  './*': './*',
});
project.package.addField('bin', { 'cognito-auth-api': 'bin/cognito-auth-api.js' });
// esbuild and unrs-resolver ship their binaries as packages: no install script is needed (and npm 11 asks about each).
project.package.addField('allowScripts', { '@swc/core': false, 'esbuild': false, '@parcel/watcher': false, 'unrs-resolver': false });
// 1.13.0 lacks bindings: `npm install` works, `npm ci` fails.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

['/lambda/', '/runtime/', '/snapshot/', '/cli/', '/local/', '/client/', '/examples/', '/docs/', '/.compatignore', '/redocly.yaml', '/AGENTS.md', '/scripts/', '/.cache/', '/.ci/', 'cdk.out/'].forEach((path) => project.addPackageIgnore(path));

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
project.setScript('check-platform-team', 'tsx --tsconfig test/tsconfig.json scripts/check-platform-team.ts');
for (const script of ['consumers', 'languages', 'fuzz', 'faults', 'load', 'timing', 'mutants', 'conformance', 'lock-ids', 'baseline', 'prepare-release', 'stable-bundles']) {
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

project.buildWorkflow!.addPostBuildSteps(noneSkipped);
// There is no network to ask npm for the last release in, and may be no release.
project.tasks.tryFind('compat')!.reset('tsx --tsconfig test/tsconfig.json scripts/compat.ts', { receiveArgs: true });
// What a release says of itself is its section of CHANGELOG.md, and no list of commits.
project.tasks.tryFind('bump')!.exec('tsx scripts/release/notes.ts');
// The client has the same version, which client.ts writes and takes back.
project.tasks.tryFind('unbump')!.spawn(client);
project.packageTask.exec('mkdir -p dist/client && npm pack ./client --pack-destination dist/client');

// publib knows where npm packages go. Trusted publishing needs the npm of Node 24.
const NODE_TO_PUBLISH = '24';
const releaseFile = project.github!.tryFindWorkflow('release')!.file!;
releaseFile.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');
releaseFile.addOverride('jobs.release_npm.steps.0.with.node-version', NODE_TO_PUBLISH);
project.release!.addJobs({
  release_client: {
    name: 'Publish cognito-auth-api-client to npm',
    needs: ['release', 'release_npm'],
    runsOn: ['ubuntu-latest'],
    permissions: { idToken: github.workflows.JobPermission.WRITE, contents: github.workflows.JobPermission.READ },
    if: 'needs.release.outputs.tag_exists != \'true\' && needs.release.outputs.latest_commit == github.sha',
    steps: [
      { uses: 'actions/setup-node@v7.0.0', with: { 'node-version': NODE_TO_PUBLISH, 'package-manager-cache': false } },
      github.WorkflowSteps.downloadArtifact({
        name: 'Download build artifacts', with: { artifactIds: ['${{ needs.release.outputs.artifact_id }}'], path: 'dist' },
      }),
      {
        name: 'Release',
        env: { NPM_DIST_TAG: 'latest', NPM_CONFIG_PROVENANCE: 'true', NPM_TRUSTED_PUBLISHER: 'true', PUBLIB_DRYRUN: '${{ inputs.dry_run }}' },
        run: 'npx -p publib@latest publib-npm dist/client',
      },
    ],
  },
});

const codeql = project.github!.addWorkflow('codeql');
codeql.on({ push: { branches: ['main'] }, pullRequest: {}, schedule: [{ cron: '0 6 * * 1' }] });
codeql.addJob('analyze', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ, securityEvents: github.workflows.JobPermission.WRITE },
  strategy: { matrix: { domain: { language: ['javascript-typescript', 'actions'] } } },
  steps: [
    github.WorkflowSteps.checkout(),
    {
      uses: 'github/codeql-action/init@v4.37.1',
      with: { 'languages': '${{ matrix.language }}', 'build-mode': 'none', 'queries': 'security-extended' },
    },
    { uses: 'github/codeql-action/analyze@v4.37.1', with: { category: '/language:${{ matrix.language }}' } },
  ],
});

// swc for speed; it also turns the ESM-only packages of the offline run into what jest can load.
project.deps.removeDependency('ts-jest');
Object.assign(project.jest!.config, {
  transform: {
    '^.+\\.[jt]s$': ['@swc/jest', {
      // CDK's decorators are of the kind that TypeScript calls experimental.
      jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true } },
      module: { type: 'commonjs' },
    }],
  },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // With coverage every run would be a third slower; `npx jest --coverage` gives it on demand.
  collectCoverage: false,
});

project.synth();
