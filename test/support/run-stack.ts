import { rmSync } from 'node:fs';
import { awsOf, type Aws } from './aws';
import { LocalApi } from './local';
import type { CognitoAuthApiProps } from '../../src';

/** Runs a stack offline, with these props or the folder of one, for the tests of the file or the block that it is called in. */
export const runStack = (stack: CognitoAuthApiProps | string, use: (api: LocalApi, aws: Aws) => void): void => {
  let made: string | undefined;
  let api: LocalApi;
  beforeAll(async () => {
    if (typeof stack !== 'string') {
      // Loads CDK.
      made = (await import('./synthesize')).synthesize(stack);
    }
    api = await LocalApi.start(made ?? stack as string);
    use(api, await awsOf(api));
  });
  afterAll(async () => {
    await api?.stop();
    if (made) {
      rmSync(made, { recursive: true, force: true });
    }
  });
};
