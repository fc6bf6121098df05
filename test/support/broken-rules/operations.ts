import { Duration } from 'aws-cdk-lib';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Examples, lite } from './parts';
import { OperationFeature, Registration } from '../../../src';

export const examples: Examples = {
  functionPropsRules: {
    operation: { functionProps: { perOperation: { 'log-in': {} } } },
    excluded: { functionProps: { perOperation: { logout: {} } }, operations: { exclude: ['logout'] } },
    memorySize: { functionProps: { memorySize: 64 } },
    timeout: { functionProps: { perOperation: { 'create-user': { timeout: Duration.minutes(1) } } } },
    reservedConcurrentExecutions: { functionProps: { reservedConcurrentExecutions: 0 } },
    ourVariable: { functionProps: { environment: { BUCKET: 'x' } } },
    reservedVariable: { functionProps: { environment: { AWS_REGION: 'x' } } },
    variable: { functionProps: { environment: { 'MY-NAME': 'x' } } },
    logRetention: { functionProps: { logRetention: 2 as RetentionDays } },
    network: { functionProps: { vpcSubnets: {} } },
    securityGroups: { functionProps: { vpc: {} as any, securityGroups: [] } },
  },
  sessionRules: {
    maxSessionsPerUser: { maxSessionsPerUser: 101, operations: { features: [OperationFeature.SESSIONS] } },
    tracked: { maxSessionsPerUser: 5 },
  },
  registrationRules: {
    selfSignUp: { registration: Registration.ADMINISTRATORS, selfSignUpEnabled: true },
    signUp: { registration: Registration.ADMINISTRATORS, operations: { include: ['create-user', 'confirm-user', 'sign-up'] } },
    createUser: { registration: Registration.ADMINISTRATORS, operations: { exclude: ['create-user'] } },
  },
  operationsRules: {
    name: { operations: { exclude: ['sign-in'] } },
    includeOrAll: { operations: { all: true, include: ['userinfo'] } },
    includeOrExclude: { operations: { include: ['userinfo'], exclude: ['login'] } },
    includeOrFeatures: { operations: { include: ['userinfo'], features: [OperationFeature.EXPORT] } },
    selfSignUp: { operations: { include: ['sign-up'] } },
    secondFactors: { mfa: { mode: Mfa.OFF }, operations: { features: [OperationFeature.SECOND_FACTORS] } },
    sessions: { ...lite, operations: { features: [OperationFeature.SESSIONS] } },
    passkey: { operations: { include: ['list-passkeys'] } },
    some: { operations: { include: [] } },
    includeNext: { operations: { include: ['login', 'mfa-verify', 'confirm-mfa'] } },
    excludeNext: { operations: { exclude: ['mfa-verify'] } },
  },
};
