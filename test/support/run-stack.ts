import { rmSync } from 'node:fs';
import { awsOf, type Aws } from './aws';
import { LocalApi } from './local';
import { synthesize } from './synthesize';
import type { CognitoAuthApiProps } from '../../src';

/** Runs a stack with these props offline, for the tests of the file or the block that it is called in. */
export const runStack = (props: CognitoAuthApiProps, use: (api: LocalApi, aws: Aws) => void): void => {
  let folder: string;
  let api: LocalApi;
  beforeAll(async () => {
    folder = synthesize(props);
    api = await LocalApi.start(folder);
    use(api, await awsOf(api));
  });
  afterAll(async () => {
    await api?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
};
