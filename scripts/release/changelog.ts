/**
 * CHANGELOG.md says which version is released next and what is in it: the heading of its first section. `npm run prepare-release` makes that of
 * "Unreleased"; the release workflow asks for it here, and tags and publishes what it is told.
 */

export interface Section {
  /** Undefined for what is not released yet. */
  readonly version?: string;
  readonly date?: string;
  readonly text: string;
}

const HEADING = /^## (?:Unreleased|(\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\))$/;

/** The sections, newest first. */
export const sectionsOf = (changelog: string): Section[] => changelog.split(/^(?=## )/m).filter((part) => part.startsWith('## ')).map((section) => {
  const [heading, ...lines] = section.split('\n');
  const match = HEADING.exec(heading);
  if (!match) {
    throw new Error(`CHANGELOG.md has the heading "${heading}". Headings are "## Unreleased" and "## 1.2.3 (2026-12-31)".`);
  }
  const [, version, date] = match;
  return { version, date, text: lines.join('\n').trim() };
});

const numbers = (version: string): number[] => version.split('.').map(Number);

/** Whether a version comes after another one. */
export const isLater = (one: string, other: string): boolean => {
  const [ours, theirs] = [numbers(one), numbers(other)];
  const first = ours.findIndex((number, index) => number !== theirs[index]);
  return first >= 0 && ours[first] > theirs[first];
};

/** What is released next: the first section's, all of it. Throws where there is more on top of it that no version has yet. */
export const nextRelease = (changelog: string): Section & { readonly version: string } => {
  const [first] = sectionsOf(changelog);
  if (first?.version === undefined) {
    throw new Error('CHANGELOG.md begins with what is not released yet: npm run prepare-release -- --release VERSION gives it a version.');
  }
  return { ...first, version: first.version };
};

/** The last version that has a section. */
export const lastVersion = (changelog: string): string | undefined => sectionsOf(changelog).find(({ version }) => version !== undefined)?.version;

const isStep = (version: string, last: string): boolean => {
  const [major, minor, patch] = numbers(last);
  return [`${major + 1}.0.0`, `${major}.${minor + 1}.0`, `${major}.${minor}.${patch + 1}`].includes(version);
};

/** The changelog in which what was not released has a version. Throws where that is not the next one, or breaks what a major version promises. */
export const released = (changelog: string, version: string, date: string, breaking: readonly string[]): string => {
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error(`A version is three numbers, as 1.2.3; ${JSON.stringify(version)} is not.`);
  }
  const [first] = sectionsOf(changelog);
  if (first?.version !== undefined || !first?.text) {
    throw new Error('CHANGELOG.md has nothing under "## Unreleased": there is nothing to release.');
  }
  const last = lastVersion(changelog);
  if (last !== undefined && !isStep(version, last)) {
    throw new Error(`${version} is not the next major, minor or patch version after ${last}.`);
  }
  if (last !== undefined && breaking.length > 0 && numbers(version)[0] === numbers(last)[0]) {
    throw new Error(`${version} would break what ${last} promised, and needs a new major version: see VERSIONING.md.\n${breaking.join('\n')}`);
  }
  return changelog.replace(/^## Unreleased$/m, `## ${version} (${date})`);
};
