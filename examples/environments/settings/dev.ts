import { Settings } from './settings';
import { Preset } from 'cognito-auth-api';

/** Comes and goes: `npx cdk deploy -c env=dev`, and `npx cdk destroy -c env=dev` leaves nothing behind. */
export const dev: Settings = {
  name: 'dev',
  account: '111111111111',
  region: 'eu-central-1',

  hostedZone: { hostedZoneId: 'Z0123456789DEV', zoneName: 'dev.harbour.example.com' },
  apiDomain: 'auth.dev.harbour.example.com',
  domainPrefix: 'harbour-dev',
  appUrl: 'http://localhost:3000',

  appName: 'Harbour (dev)',
  sender: 'no-reply@dev.harbour.example.com',
  replyTo: 'developers@harbour.example.com',

  preset: Preset.DEVELOPMENT,
  logRetention: undefined,
  throttle: { credentialRoutes: { rateLimit: 5, burstLimit: 10 }, otherRoutes: { rateLimit: 20, burstLimit: 40 } },
  webAcl: false,
  alarms: false,
};
