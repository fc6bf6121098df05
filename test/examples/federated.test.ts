import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeExample } from '../support/example';

let outdir: string;
beforeAll(() => {
  outdir = synthesizeExample('federated');
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

test('synthesizes strictly clean, with no secret in the template', () => {
  const text = readFileSync(join(outdir, 'Federated.template.json'), 'utf8');
  const resources = Object.values<any>(JSON.parse(text).Resources);
  const propertiesOf = (type: string) => resources.filter(({ Type }) => Type === `AWS::Cognito::${type}`).map(({ Properties }) => Properties);
  expect(propertiesOf('UserPoolIdentityProvider').map(({ ProviderName, ProviderDetails }) => [ProviderName, ProviderDetails.client_secret])).toEqual([
    ['Google', '{{resolve:secretsmanager:harbour/google:SecretString:clientSecret::}}'],
    ['Harbour', '{{resolve:secretsmanager:harbour/id:SecretString:clientSecret::}}'],
  ]);
  expect(propertiesOf('UserPoolClient')).toContainEqual(expect.objectContaining({
    AllowedOAuthFlows: ['code'], GenerateSecret: false, SupportedIdentityProviders: ['COGNITO', 'Google', 'Harbour'],
  }));
  expect(propertiesOf('UserPoolDomain')).toEqual([expect.objectContaining({ Domain: 'harbour-login', ManagedLoginVersion: 2 })]);
  expect(propertiesOf('ManagedLoginBranding')).toHaveLength(1);
  expect(propertiesOf('Terms')).toHaveLength(2);
});
