import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CognitoAuthApi, type CognitoAuthApiProps } from '../../src';

/** The stack of `new CognitoAuthApi(this, 'Auth', props)`, written to a folder as `cdk synth` would. */
export const synthesize = (props?: CognitoAuthApiProps, outdir = mkdtempSync(join(tmpdir(), 'cognito-auth-api-'))): string => {
  const app = new App({ outdir, analyticsReporting: false });
  new CognitoAuthApi(new Stack(app, 'Demo'), 'Auth', props);
  app.synth();
  return outdir;
};
