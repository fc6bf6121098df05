import { App, type InjectionContext, type IPropertyInjector, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CognitoAuthApi, type CognitoAuthApiProps } from '../src';
import { only } from './support/template';

/** A company's defaults: what its teams say goes before them. */
class Defaults implements IPropertyInjector {
  readonly seen: { props: unknown; id: string }[] = [];

  constructor(private readonly defaults: CognitoAuthApiProps, readonly constructUniqueId = CognitoAuthApi.PROPERTY_INJECTION_ID) {}

  inject(props: CognitoAuthApiProps | undefined, { id }: InjectionContext): CognitoAuthApiProps {
    this.seen.push({ props, id });
    return { ...this.defaults, ...props };
  }
}

const operations = { include: ['userinfo'] };
const policyOf = (stack: Stack) => only(Template.fromStack(stack), 'AWS::Cognito::UserPool').Policies.PasswordPolicy;

test('an injector of the app gives the props that nobody gave', () => {
  const injector = new Defaults({ operations, passwordPolicy: { minLength: 20 }, logRetention: RetentionDays.TWO_YEARS });
  const stack = new Stack(new App({ propertyInjectors: [injector] }), 'Stack');
  new CognitoAuthApi(stack, 'Auth');
  expect(policyOf(stack).MinimumLength).toBe(20);
  Template.fromStack(stack).allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 731 });
  expect(injector.seen).toEqual([{ props: undefined, id: 'Auth' }]);
});

test('what is given goes before it, where the injector says so, and an injector that is nearer before one that is further away', () => {
  const app = new App({ propertyInjectors: [new Defaults({ operations, passwordPolicy: { minLength: 20 } })] });
  const near = new Stack(app, 'Near', { propertyInjectors: [new Defaults({ operations, passwordPolicy: { minLength: 30 } })] });
  const given = new Stack(app, 'Given');
  const attached = new Stack(app, 'Attached');
  PropertyInjectors.of(attached).add(new Defaults({ operations, passwordPolicy: { minLength: 40 } }));
  new CognitoAuthApi(near, 'Auth');
  new CognitoAuthApi(given, 'Auth', { passwordPolicy: { minLength: 16 } });
  new CognitoAuthApi(attached, 'Auth');
  expect([near, given, attached].map((stack) => policyOf(stack).MinimumLength)).toEqual([30, 16, 40]);
});

test('it reaches subclasses, too', () => {
  class Ours extends CognitoAuthApi {}
  const stack = new Stack(new App({ propertyInjectors: [new Defaults({ operations, passwordPolicy: { minLength: 20 } })] }), 'Stack');
  const auth = new Ours(stack, 'Auth');
  expect(auth).toBeInstanceOf(CognitoAuthApi);
  expect(policyOf(stack).MinimumLength).toBe(20);
});

test('refuses what an injector gives as it refuses what is given', () => {
  const stack = new Stack(new App({ propertyInjectors: [new Defaults({ passwordPolicy: { minLength: 4 } })] }), 'Stack');
  expect(() => new CognitoAuthApi(stack, 'Auth')).toThrow('passwordPolicy.minLength must be a whole number from 8 to 99, but is 4');
  const mistyped = new Stack(new App({ propertyInjectors: [new Defaults({ logRetention: 'long' } as unknown as CognitoAuthApiProps)] }), 'Stack');
  expect(() => new CognitoAuthApi(mistyped, 'Auth')).toThrow('logRetention must be a number, but is "long"');
});

test('a company\'s defaults for CDK\'s own constructs leave what we say about ours', () => {
  const forOthers = (constructUniqueId: string, defaults: object): IPropertyInjector =>
    ({ constructUniqueId, inject: (props: object) => ({ ...defaults, ...props }) });
  const stack = new Stack(new App({
    propertyInjectors: [
      forOthers(LogGroup.PROPERTY_INJECTION_ID, { retention: RetentionDays.ONE_DAY }),
      forOthers(Bucket.PROPERTY_INJECTION_ID, { versioned: true, enforceSSL: false }),
    ],
  }), 'Stack');
  new CognitoAuthApi(stack, 'Auth');
  const template = Template.fromStack(stack);
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  template.resourceCountIs('AWS::S3::BucketPolicy', 2);
});

test('the class keeps its name, which errors and CDK\'s tree show', () => {
  expect(CognitoAuthApi.name).toBe('CognitoAuthApi');
  expect(CognitoAuthApi.PROPERTY_INJECTION_ID).toBe('cognito-auth-api.CognitoAuthApi');
});
