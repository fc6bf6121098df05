import { resolve } from 'node:path';
import { readBundles } from './third-party';

const COMMAND = /@aws-sdk\/client-([a-z0-9-]+)\/.*\/(\w+)Command\.js$/;

/** What esbuild put into each bundle. */
const bundles = readBundles(resolve(__dirname, '..'));

/** What is in a bundle, by path, of which something is left. */
export const inputsOf = (bundle: string): string[] => Object.values(bundles[bundle]).flatMap(({ inputs }) => Object.entries(inputs))
  .filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);

/** The AWS calls that a bundle holds, signed or not: `cognito-identity-provider GetUser`. */
export const awsCallsOf = (bundle: string): { client: string; name: string }[] => {
  const calls = inputsOf(bundle).flatMap((path) => {
    const [, client, name] = COMMAND.exec(path) ?? [];
    return client ? [`${client} ${name}`] : [];
  });
  return [...new Set(calls)].sort().map((call) => call.split(' ')).map(([client, name]) => ({ client, name }));
};
