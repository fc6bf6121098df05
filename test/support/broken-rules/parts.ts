import { App, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApiProps } from '../../../src';

/** Props that break a rule; or what does it in a stack (in us-east-1), where props alone cannot. */
export type Breaking = CognitoAuthApiProps | ((stack: Stack) => CognitoAuthApiProps | void);

/** By the name of the rules, and of the rule. The files beside this one export some each: rules.test.ts reads all. */
export type Examples = { readonly [rules: string]: { readonly [rule: string]: Breaking } };

export const imports = new Stack(new App(), 'Imports');
const certificateIn = (region: string) => Certificate.fromCertificateArn(imports, region, `arn:aws:acm:${region}:123456789012:certificate/x`);
export const [certificate, elsewhere] = ['us-east-1', 'eu-central-1'].map(certificateIn);
export const domain = { domainName: 'auth.example.com', certificate };
export const handler = LambdaFunction.fromFunctionArn(imports, 'Handler', 'arn:aws:lambda:us-east-1:123456789012:function:fn');
export const lite = { featurePlan: FeaturePlan.LITE };
export const many = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}${index}`);
export const mapOf = <T>(names: string[], value: T) => Object.fromEntries(names.map((name) => [name, value]));
