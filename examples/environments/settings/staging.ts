import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Settings } from './settings';
import { Preset } from 'cognito-auth-api';

/** As prod in all that people could notice, for rehearsals: `npx cdk deploy -c env=staging`. */
export const staging: Settings = {
  name: 'staging',
  account: '222222222222',
  region: 'eu-central-1',

  hostedZone: { hostedZoneId: 'Z0123456789STAGING', zoneName: 'staging.harbour.example.com' },
  apiDomain: 'auth.staging.harbour.example.com',
  domainPrefix: 'harbour-staging',
  appUrl: 'https://app.staging.harbour.example.com',

  appName: 'Harbour (staging)',
  sender: 'no-reply@staging.harbour.example.com',
  replyTo: 'developers@harbour.example.com',

  preset: Preset.PRODUCTION,
  logRetention: RetentionDays.ONE_MONTH,
  throttle: { credentialRoutes: { rateLimit: 20, burstLimit: 40 }, otherRoutes: { rateLimit: 100, burstLimit: 200 } },
  webAcl: true,
  alarms: false,
};
