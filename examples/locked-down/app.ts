import * as path from 'path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { LockedDownStack } from './stack';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });
// A finding that nobody has given a reason for fails the synth.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

new LockedDownStack(app, 'LockedDown', { env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: 'eu-central-1' } });

app.synth();
