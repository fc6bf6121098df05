import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { certificate, domain, Examples, lite } from './parts';
import { CognitoAuthApiProps, TokenDelivery } from '../../../src';
import { cookieModeProps } from '../cookie-mode';

export const examples: Examples = {
  appNameRules: { appName: { messages: { appName: 'a:b' } } },
  corsRules: {
    someOrigin: { cors: { allowOrigins: [] } },
    wildcardAlone: { cors: { allowOrigins: ['*', 'https://example.com'] } },
    exactWithCredentials: { cors: { allowCredentials: true } },
    origin: { cors: { allowOrigins: ['example.com'] } },
    header: { cors: { allowHeaders: ['x trace'] } },
    namedWithCredentials: { cors: { allowHeaders: ['*'], allowOrigins: ['https://example.com'], allowCredentials: true } },
    maxAge: { cors: { maxAge: Duration.days(2) } },
  },
  featurePlanRules: {
    passwordHistory: { passwordPolicy: { passwordHistorySize: 3 }, ...lite },
    rotation: { tokens: { rotationGracePeriod: Duration.seconds(5) }, ...lite },
  },
  passwordPolicyRules: {
    minLength: { passwordPolicy: { minLength: 7 } },
    tempPasswordValidity: { passwordPolicy: { tempPasswordValidity: Duration.hours(36) } },
    passwordHistorySize: { passwordPolicy: { passwordHistorySize: 25 } },
  },
  removalPolicyRules: { removalPolicy: { removalPolicy: RemovalPolicy.SNAPSHOT } },
  shapeRules: {
    unknown: { tokens: { acces: Duration.hours(1) } } as CognitoAuthApiProps,
    missing: { customDomain: { certificate } } as CognitoAuthApiProps,
    kind: { outputs: 'no' } as unknown as CognitoAuthApiProps,
    duration: { tokens: { access: 3600 as unknown as Duration } },
    member: { tokenDelivery: 'cookie' as TokenDelivery },
  },
  stageRules: {
    foreign: (stack) => ({ httpApi: new HttpApi(stack, 'Theirs'), cors: {} }),
    pathPrefix: { pathPrefix: 'auth' },
    pathPrefixKnown: (stack) => ({ pathPrefix: new Topic(stack, 'Topic').topicName }),
    logRetention: { logRetention: 2 as RetentionDays },
  },
  throttleRules: {
    rateLimit: { throttle: { otherRoutes: { rateLimit: 0 } } },
    burstLimit: { throttle: { credentialRoutes: { burstLimit: 1.5 } } },
  },
  tokenDeliveryRules: {
    ownApi: (stack) => ({ tokenDelivery: TokenDelivery.COOKIE, httpApi: new HttpApi(stack, 'Theirs') }),
    credentials: { ...cookieModeProps, customDomain: domain, cors: { ...cookieModeProps.cors, allowCredentials: false } },
    ownName: { ...cookieModeProps, customDomain: undefined },
    sameSite: { ...cookieModeProps, customDomain: domain, cors: { allowOrigins: ['https://app.example.org'] } },
  },
  tokenRules: {
    access: { tokens: { access: Duration.minutes(1) } },
    id: { tokens: { id: Duration.minutes(1) } },
    refresh: { tokens: { refresh: Duration.minutes(1) } },
    refreshOutlives: { tokens: { refresh: Duration.hours(1) } },
    rotationGracePeriod: { tokens: { rotationGracePeriod: Duration.seconds(61) } },
  },
};
