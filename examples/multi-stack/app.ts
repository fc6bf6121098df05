import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack';
import { CognitoAuthApi } from 'cognito-auth-api';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });

// Changes seldom, and holds what must not get lost.
const auth = new CognitoAuthApi(new Stack(app, 'Accounts'), 'Auth', { groups: { managers: {} } });

// Changes daily, and depends on the other; never the other way round.
new OrdersStack(app, 'Orders', { auth });

app.synth();
