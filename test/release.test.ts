import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isLater, lastVersion, nextRelease, released, sectionsOf } from '../scripts/release/changelog';
import { readStackBaseline } from '../scripts/release/stack-baseline';

/** One version, and one place that says which: CHANGELOG.md. How a release is made stands in VERSIONING.md. */
const root = resolve(__dirname, '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const changelog = read('CHANGELOG.md');
const { version, ...manifest } = JSON.parse(read('package.json'));

describe('CHANGELOG.md', () => {
  test('has a section for each version, newest first, and one at most for what is not released', () => {
    const sections = sectionsOf(changelog);
    const versions = sections.flatMap((section) => section.version ?? []);
    expect(sections.length).toBeGreaterThan(0);
    expect(sections.slice(1).every((section) => section.version !== undefined)).toBe(true);
    versions.slice(1).forEach((older, index) => expect(isLater(versions[index], older)).toBe(true));
  });

  test('and package.json, the client and the baseline agree on the version', () => {
    // In the repository it is 0.0.0; while a release is built, what the changelog says.
    expect(version).toBe(version === '0.0.0' ? version : lastVersion(changelog));
    expect(JSON.parse(read('client', 'package.json')).version).toBe(version);
    expect(readStackBaseline(root).version).toBe(lastVersion(changelog) ?? 'unreleased');
  });
});

const UNRELEASED = '# Changelog\n\n## Unreleased\n\n- More.\n\n## 1.2.3 (2026-12-01)\n\n- First.\n';

describe('what is released next', () => {
  test('is the first section, with its text as the notes', () => {
    expect(nextRelease('# Changelog\n\n## 1.2.3 (2026-12-01)\n\n- First.\n- Second.\n\n## 1.2.2 (2026-11-01)\n\n- Old.\n'))
      .toEqual({ version: '1.2.3', date: '2026-12-01', text: '- First.\n- Second.' });
  });

  test('is nothing while something on top has no version', () => {
    expect(() => nextRelease(UNRELEASED)).toThrow('npm run prepare-release');
    expect(() => nextRelease('# Changelog\n')).toThrow('npm run prepare-release');
  });

  test('refuses headings that say neither', () => {
    expect(() => sectionsOf('## 1.2\n')).toThrow('CHANGELOG.md has the heading "## 1.2"');
    expect(() => sectionsOf('## [1.2.3] - 2026-12-01\n')).toThrow('Headings are');
  });
});

describe('preparing a release', () => {
  test.each(['1.2.4', '1.3.0', '2.0.0'])('gives what is unreleased the version %s', (next) => {
    expect(released(UNRELEASED, next, '2026-12-31', [])).toBe(UNRELEASED.replace('Unreleased', `${next} (2026-12-31)`));
  });

  test('takes any version for the first one', () => {
    expect(lastVersion(released('## Unreleased\n\n- All.\n', '1.0.0', '2026-12-31', ['was experimental']))).toBe('1.0.0');
  });

  test.each(['1.2.3', '1.2.5', '1.4.0', '1.1.0', '3.0.0', '0.9.9'])('refuses %s after 1.2.3', (next) => {
    expect(() => released(UNRELEASED, next, '2026-12-31', [])).toThrow(`${next} is not the next major, minor or patch version after 1.2.3.`);
  });

  test.each(['', 'v1.2.4', '1.2', '1.2.4-rc.1', 'major'])('refuses %j, which is no version', (next) => {
    expect(() => released(UNRELEASED, next, '2026-12-31', [])).toThrow('A version is three numbers');
  });

  test('refuses to break something in a minor version, in the words of what breaks', () => {
    const breaking = ['UserPool AuthUserPool1 is gone'];
    expect(() => released(UNRELEASED, '1.3.0', '2026-12-31', breaking))
      .toThrow(/needs a new major version: see VERSIONING\.md\.\nUserPool AuthUserPool1 is gone/);
    expect(released(UNRELEASED, '2.0.0', '2026-12-31', breaking)).toContain('## 2.0.0 (2026-12-31)');
  });

  test('refuses a release of nothing', () => {
    expect(() => released('## Unreleased\n\n## 1.2.3 (2026-12-01)\n\n- First.\n', '1.2.4', '2026-12-31', [])).toThrow('nothing to release');
    expect(() => released('## 1.2.3 (2026-12-01)\n\n- First.\n', '1.2.4', '2026-12-31', [])).toThrow('nothing to release');
  });
});

describe('the workflows', () => {
  const workflows = join(root, '.github', 'workflows');
  const release = read('.github', 'workflows', 'release.yml');

  test('are there: build, release, upgrade, CodeQL', () => {
    expect(readdirSync(workflows)).toEqual(expect.arrayContaining(['build.yml', 'release.yml', 'upgrade-main.yml', 'codeql.yml']));
  });

  test('the release publishes both packages to npm, and to PyPI, Maven Central, NuGet and the Go repository', () => {
    const jobs = [...release.matchAll(/^ {2}(release_\w+):$/gm)].map(([, job]) => job).sort();
    expect(jobs).toEqual(['release_client', 'release_github', 'release_golang', 'release_maven', 'release_npm', 'release_nuget', 'release_pypi']);
    expect(release).toContain('publib-npm dist/client');
  });

  test('npm gets provenance, by GitHub\'s identity: no token of npm, PyPI or NuGet is kept', () => {
    expect(release.match(/NPM_CONFIG_PROVENANCE: "true"/g)).toHaveLength(2);
    expect(release.match(/id-token: write/g)!.length).toBeGreaterThanOrEqual(4);
    expect(release).not.toMatch(/NPM_TOKEN|TWINE_PASSWORD|NUGET_API_KEY/);
  });

  test('nothing is released by a push', () => {
    expect(/^on:\n([\s\S]*?)^\w/m.exec(release)![1]).toMatch(/^ {2}workflow_dispatch:/);
    expect(/^on:\n([\s\S]*?)^\w/m.exec(release)![1]).not.toContain('push');
  });

  test('no test is skipped where they build', () => {
    for (const file of ['build.yml', 'release.yml']) {
      expect(read('.github', 'workflows', file)).toContain('ln -s "$(command -v google-chrome-stable)" /usr/bin/chromium');
      expect(read('.github', 'workflows', file)).toContain('! grep -B1 "<skipped" test-reports/junit.xml');
    }
  });

  test('every action is of a commit or an exact version', () => {
    const text = readdirSync(workflows).map((file) => readFileSync(join(workflows, file), 'utf8')).join('\n');
    const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(20);
    expect(uses.filter((action) => !/@([0-9a-f]{40}|v\d+\.\d+\.\d+)$/.test(action))).toEqual([]);
  });
});

test('Construct Hub finds the package: its keyword, a licence that it takes, and what jsii compiled', () => {
  expect(manifest.keywords).toEqual(expect.arrayContaining(['awscdk', 'aws-cdk', 'cdk']));
  expect(manifest).toMatchObject({ license: 'MIT', stability: 'stable', jsii: { targets: { python: {}, java: {}, dotnet: {}, go: {} } } });
  expect(Object.keys(manifest.peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
});

test('VERSIONING.md names files that are there, and the minimum versions of package.json', () => {
  const text = read('VERSIONING.md');
  const named = [...text.matchAll(/`((?:test|docs|src)\/[\w./-]+)`/g)].map(([, path]) => path);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  for (const name of ['aws-cdk-lib', 'constructs']) {
    expect(text).toContain(`| \`${name}\` | ${manifest.peerDependencies[name].slice(1)} and newer`);
  }
  expect(text).toContain(`Node, to synthesize and to run offline | ${parseInt(manifest.engines.node.slice(3), 10)} and newer`);
});
