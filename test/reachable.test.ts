import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';
import { CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { withGoogle } from './support/providers';

/** Everything that a user may want to change is in reach: from a member, from what hangs on one or is answered, or by a path that docs/guide/routes.md has. */

const members = (auth: CognitoAuthApi): IConstruct[] => {
  // The class that CDK's decorator gives extends the one that is written, which has the getters.
  const own = Object.getOwnPropertyNames(Object.getPrototypeOf(CognitoAuthApi).prototype).filter((name) => name !== 'apiUrl' && name !== 'constructor');
  const values = [...Object.keys(auth), ...own].filter((name) => name !== 'node').map((name) => (auth as any)[name]);
  return values.flatMap((value) => Construct.isConstruct(value) ? [value]
    : value && Object.getPrototypeOf(value) === Object.prototype ? Object.values(value).filter(Construct.isConstruct) : []);
};

/** A member, what hangs on it (a function's role and log group), and all that lies below. */
const reachable = (auth: CognitoAuthApi): Set<IConstruct> => new Set(members(auth)
  .flatMap((member) => member instanceof LambdaFunction ? [member, member.role!, member.logGroup as unknown as IConstruct] : [member])
  .flatMap((construct) => construct.node.findAll()));

const unreached = (auth: CognitoAuthApi): string[] => {
  const reached = reachable(auth);
  return auth.node.findAll().filter((construct) => CfnResource.isCfnResource(construct) && !reached.has(construct))
    .map(({ node }) => node.path.slice(auth.node.path.length + 1));
};

const RECORDS = ['ARecord', 'AAAARecord'];
const LINKING = 'TriggerGrants/Auth--pre-sign-up--Function/Resource';

test.each<[string, string[], (stack: Stack) => CognitoAuthApiProps]>([
  ['the default stack', [], () => ({})],
  ['a stack with groups, roles, linking and an API key', [LINKING, 'UserFiles/Files:/Resource'], () => ({
    groups: { admins: { createRole: true } }, identityPool: { allowUnauthenticatedIdentities: true }, accountLinking: { providers: ['Google'] },
    ...withGoogle, apiKey: {}, webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/b',
  })],
  ['a stack with a domain and a distribution', ['ApiMapping/Resource', ...RECORDS, ...RECORDS.map((path) => `CloudFront/${path}`)], (stack) => {
    const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z', zoneName: 'example.com' });
    const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/a');
    return { customDomain: { domainName: 'a.example.com', certificate, hostedZone }, cloudFront: { domainName: 'b.example.com', certificate, hostedZone } };
  }],
  ['an API that is there already', ['Authorizer/Resource', 'ApiKeyAuthorizer/Resource', expect.stringMatching(/Permission$/)], (stack) => ({ httpApi: HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a' }), apiKey: {} })],
])('every resource of %s can be reached, but for %j', (_, byPath, makeProps) => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1', account: '123456789012' } });
  const auth = new CognitoAuthApi(stack, 'Auth', makeProps(stack));
  if (auth.identityPool) auth.grantUserFiles(new Bucket(stack, 'Files'));
  expect(unreached(auth).sort()).toEqual([...byPath].sort());
});
