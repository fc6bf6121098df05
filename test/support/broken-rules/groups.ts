import { App } from 'aws-cdk-lib';
import { OAuthScope, StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { Examples, handler, lite, many, mapOf } from './parts';
import { CognitoAuthApi } from '../../../src';

export const examples: Examples = {
  claimRules: {
    plan: { tokens: { claims: { mail: 'email' } }, ...lite },
    name: { tokens: { claims: { sub: 'email' } } },
    attribute: { tokens: { claims: { tenant: 'tenant' } } },
    writable: { tokens: { claims: { who: 'name' } } },
  },
  customAttributeRules: {
    name: { customAttributes: { 'custom:tenant': new StringAttribute() } },
    count: { customAttributes: mapOf(many(51, 'a'), new StringAttribute()) },
  },
  groupRules: {
    name: { groups: { 'two words': {} } },
    description: { groups: { admins: { description: 'x'.repeat(2049) } } },
    precedence: { groups: { admins: { precedence: -1 } } },
    scopesPlan: { groups: { admins: { scopes: ['orders/write'] } }, ...lite },
    scope: { groups: { admins: { scopes: ['openid'] } } },
    count: { groups: mapOf(many(101, 'g'), {}) },
    bytes: { groups: mapOf(many(20, 'g'), { scopes: [`orders/${'x'.repeat(200)}`] }) },
  },
  poolClientRules: {
    scopes: (stack) => {
      const { userPool } = new CognitoAuthApi(stack, 'Auth', { groups: { admins: {} } });
      userPool.addClient('Machine', { generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.custom('groups/admins')] } });
      (stack.node.root as App).synth();
    },
    writeAttributes: (stack) => {
      const customAttributes = { tenant: new StringAttribute({ mutable: true }) };
      const { userPool } = new CognitoAuthApi(stack, 'Auth', { customAttributes, tokens: { claims: { tenant: 'custom:tenant' } } });
      userPool.addClient('Web', { disableOAuth: true });
      (stack.node.root as App).synth();
    },
  },
  triggerRules: {
    customSender: { triggers: { customEmailSender: handler } },
    taken: { triggers: { inboundFederation: handler } },
    preTokenGenerationPlan: { triggers: { preTokenGeneration: handler }, ...lite },
  },
};
