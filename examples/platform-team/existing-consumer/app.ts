import * as path from 'path';
import { AcmeAuthDefaults } from '@acme/auth-api';
import { App, Stack } from 'aws-cdk-lib';
import { CognitoAuthApi } from 'cognito-auth-api';

// One line for an app that is there already: what it makes of CognitoAuthApi, in whatever library, gets Acme's defaults and locks.
const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out'), propertyInjectors: [new AcmeAuthDefaults()] });
const stack = new Stack(app, 'Newsletter');

new CognitoAuthApi(stack, 'Auth', { messages: { appName: 'Acme News' } });

app.synth();
