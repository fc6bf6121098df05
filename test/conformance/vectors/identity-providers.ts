import { Vector } from '../vector';
import { CLIENT, EMAIL, POOL, VERIFIED } from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const provider = {
  operation: 'CreateIdentityProvider',
  input: {
    UserPoolId: '{{pool}}', ProviderName: 'Corp', ProviderType: 'OIDC', AttributeMapping: { email: 'email' },
    ProviderDetails: {
      client_id: 'id', client_secret: 'secret', attributes_request_method: 'GET', authorize_scopes: 'openid', oidc_issuer: 'https://corp.example',
      authorize_url: 'https://corp.example/authorize', token_url: 'https://corp.example/token', attributes_url: 'https://corp.example/userinfo',
      jwks_uri: 'https://corp.example/jwks',
    },
  },
  expect: { IdentityProvider: { ProviderName: 'Corp', ProviderType: 'OIDC' } },
};
const person = {
  operation: 'AdminCreateUser', input: { UserPoolId: '{{pool}}', Username: EMAIL, MessageAction: 'SUPPRESS', UserAttributes: VERIFIED },
};
const native = { ProviderName: 'Cognito', ProviderAttributeValue: EMAIL };
const external = (ProviderAttributeValue: string, ProviderName = 'Corp') =>
  ({ ProviderName, ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue });
const link = (SourceUser: object, rest: object = {}, DestinationUser: object = native) =>
  ({ operation: 'AdminLinkProviderForUser', input: { UserPoolId: '{{pool}}', DestinationUser, SourceUser }, ...rest });

export const identityProviderVectors: Vector[] = [
  {
    ...base,
    name: 'an identity is linked to a person, and unlinked',
    tag: 'D',
    source: 'API reference, AdminLinkProviderForUser and AdminDisableProviderForUser',
    steps: [
      provider,
      person,
      link(external('1')),
      { operation: 'AdminDisableProviderForUser', input: { UserPoolId: '{{pool}}', User: external('1') } },
      link(external('1')),
    ],
  },
  {
    ...base,
    name: 'a person with a password is no source',
    tag: 'O',
    source: 'issue 13334 of amplify-js: the text',
    steps: [
      provider,
      person,
      link(native, {
        error: {
          name: 'InvalidParameterException',
          message: 'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
        },
      }),
    ],
  },
  {
    ...base,
    name: 'nothing is linked to a person who does not exist',
    tag: 'D',
    source: 'API reference, AdminLinkProviderForUser',
    steps: [provider, link(external('1'), { error: { name: 'UserNotFoundException', message: 'User does not exist.' } })],
  },
];
