/** Properties that are names, by what they are unique in. Only those of an account and region, or wider, can collide between stacks. */
const IN_ACCOUNT = [
  'AWS::ApiGatewayV2::Api Name', 'AWS::ApiGatewayV2::DomainName DomainName', 'AWS::CertificateManager::Certificate DomainName',
  'AWS::Cognito::UserPoolDomain Domain', 'AWS::Route53::RecordSet Name', 'AWS::SES::EmailIdentity EmailIdentity', 'AWS::SSM::Parameter Name',
];
/** In what they belong to, or references to something that is named elsewhere. */
const ELSEWHERE = [
  'AWS::ApiGatewayV2::ApiMapping DomainName', 'AWS::ApiGatewayV2::Authorizer Name', 'AWS::ApiGatewayV2::Stage StageName',
  'AWS::CloudWatch::Alarm MetricName', 'AWS::Lambda::Permission FunctionName',
];
const IS_NAME = /(?:Name|Domain|Alias|EmailIdentity)$/;

/** Each name that a template claims in its account, with what has it. A name of a type that nobody has sorted in yet throws. */
export function namesOf(template: any): string[] {
  const claimed = Object.values<any>(template.Resources).flatMap(({ Type, Properties = {} }) => Object.entries(Properties)
    .filter(([property]) => IS_NAME.test(property)).map(([property, value]) => ({ place: `${Type} ${property}`, value })));
  const unsorted = claimed.filter(({ place }) => !IN_ACCOUNT.includes(place) && !ELSEWHERE.includes(place)).map(({ place }) => place);
  if (unsorted.length > 0) throw new Error(`What is this unique in? ${[...new Set(unsorted)].join(', ')}`);
  const exported = Object.values<any>(template.Outputs ?? {}).flatMap((output) => output.Export ? [`Export ${JSON.stringify(output.Export.Name)}`] : []);
  const names = claimed.filter(({ place, value }) => IN_ACCOUNT.includes(place) && typeof value === 'string').map(({ place, value }) => `${place} ${value}`);
  // A and AAAA records of one name are two.
  return [...new Set(names), ...exported];
}
