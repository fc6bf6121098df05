import { dev } from './dev';
import { prod } from './prod';
import { Settings } from './settings';
import { staging } from './staging';

export const environments: readonly Settings[] = [dev, staging, prod];

/** The settings that `-c env=...` names. */
export function settingsOf(name: unknown): Settings {
  const settings = environments.find((environment) => environment.name === name);
  if (settings) return settings;
  const names = environments.map((environment) => environment.name).join(', ');
  throw new Error(name === undefined
    ? `Say which environment by -c env=NAME, such as "npx cdk deploy -c env=dev". There are ${names}.`
    : `There is no environment ${JSON.stringify(name)}: -c env=NAME takes ${names}. A new one is a file in settings/, listed in settings/index.ts.`);
}
