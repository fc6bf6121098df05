import * as path from 'path';
import { App } from 'aws-cdk-lib';
import { AuthStack } from './auth-stack';
import { settingsOf } from './settings';

// `npx cdk deploy -c env=dev`, `-c env=staging`, `-c env=prod`: one of them at a time, so that nobody changes two by one command.
const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });

new AuthStack(app, settingsOf(app.node.tryGetContext('env')));

app.synth();
