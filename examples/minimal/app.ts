import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { CognitoAuthApi } from 'cognito-auth-api';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });
const stack = new Stack(app, 'Minimal');

new CognitoAuthApi(stack, 'Auth');

app.synth();
