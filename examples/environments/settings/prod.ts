import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Settings } from './settings';
import { Preset } from 'cognito-auth-api';

/** Where people's accounts are: `npx cdk diff -c env=prod`, then `npx cdk deploy -c env=prod`. */
export const prod: Settings = {
  name: 'prod',
  account: '333333333333',
  region: 'eu-central-1',

  hostedZone: { hostedZoneId: 'Z0123456789PROD', zoneName: 'harbour.example.com' },
  apiDomain: 'auth.harbour.example.com',
  domainPrefix: 'harbour',
  appUrl: 'https://app.harbour.example.com',

  appName: 'Harbour',
  sender: 'no-reply@harbour.example.com',
  replyTo: 'help@harbour.example.com',

  preset: Preset.PRODUCTION,
  logRetention: RetentionDays.TWO_YEARS,
  throttle: { credentialRoutes: { rateLimit: 50, burstLimit: 100 }, otherRoutes: { rateLimit: 500, burstLimit: 1000 } },
  webAcl: true,
  alarms: true,
};
