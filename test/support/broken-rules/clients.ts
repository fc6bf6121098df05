import { Duration } from 'aws-cdk-lib';
import { ClientAttributes, StringAttribute, UserPoolClientIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { Breaking, Examples, lite, many, mapOf } from './parts';
import { AppClientAuthFlow, AppClientKind, AppClientOptions, CognitoAuthApi, MachineClientOptions } from '../../../src';
import { googleProvider } from '../identity-samples';

const domain = { prefix: 'harbour' };
const resourceServers = { orders: { scopes: { read: 'Read orders' } } };
const web: AppClientOptions = { callbackUrls: ['https://app.example.com/callback'] };
const device: AppClientOptions = { authFlows: [AppClientAuthFlow.USER_SRP] };
const machine: MachineClientOptions = { scopes: ['orders/read'] };

const client = (options: AppClientOptions): Breaking => ({ domain, clients: { web: { ...web, ...options } } });
const urls = (callbackUrls: string[], kind = AppClientKind.WEB) => client({ callbackUrls, kind });
const billing = (options: Partial<MachineClientOptions>): Breaking =>
  ({ domain, resourceServers, machineClients: { billing: { ...machine, ...options } } });
const server = (identifier: string, scopes: { [scope: string]: string } = { read: 'Read' }, name?: string): Breaking =>
  ({ resourceServers: { [identifier]: { scopes, name } } });

export const examples: Examples = {
  appClientRules: {
    name: { clients: { '1st': device } },
    taken: (stack) => void new CognitoAuthApi(stack, 'Auth', { clients: { web: device } }).addClient('web', device),
    count: { clients: mapOf(many(50, 'web'), device) },
  },
  clientAttributeRules: {
    readAttribute: client({ readAttributes: new ClientAttributes().withCustomAttributes('tenant') }),
    writeAttribute: {
      customAttributes: { tenant: new StringAttribute() },
      clients: { web: { ...device, writeAttributes: new ClientAttributes().withCustomAttributes('tenant') } },
    },
    verifiedAttribute: client({ writeAttributes: new ClientAttributes().withStandardAttributes({ emailVerified: true }) }),
    mappedAttributes: {
      domain,
      identityProviders: googleProvider,
      clients: { web: { ...web, writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }) } },
    },
  },
  clientFlowRules: {
    secret: client({ kind: AppClientKind.NATIVE, generateSecret: true }),
    userPassword: client({ authFlows: [AppClientAuthFlow.USER_PASSWORD] }),
    userAuth: { clients: { web: { authFlows: [AppClientAuthFlow.USER_AUTH] } }, ...lite },
    custom: client({ authFlows: [AppClientAuthFlow.CUSTOM] }),
  },
  clientPageRules: {
    signsIn: { clients: { web: {} } },
    domain: { clients: { web } },
    onlyWithCallback: { clients: { web: { ...device, scopes: ['openid'] } } },
    scopes: client({ scopes: [] }),
    scope: client({ scopes: ['orders/write'] }),
    groupScope: { domain, resourceServers, groups: { clerks: { scopes: ['orders/read'] } }, clients: { web: { ...web, scopes: ['orders/read'] } } },
    identityProviders: client({ identityProviders: [] }),
    identityProvider: client({ identityProviders: [UserPoolClientIdentityProvider.GOOGLE] }),
  },
  clientTokenRules: {
    access: client({ tokens: { access: Duration.minutes(4) } }),
    id: client({ tokens: { id: Duration.days(2) } }),
    refresh: client({ tokens: { refresh: Duration.minutes(59) } }),
    rotationGracePeriod: client({ tokens: { rotationGracePeriod: Duration.seconds(61) } }),
    order: client({ tokens: { refresh: Duration.hours(1) } }),
    plan: { clients: { web: { ...device, tokens: { rotationGracePeriod: Duration.seconds(10) } } }, ...lite },
  },
  machineClientRules: {
    name: { domain, resourceServers, machineClients: { 'two words': machine } },
    taken: (stack) => void new CognitoAuthApi(stack, 'Auth', { domain, resourceServers, machineClients: { billing: machine } }).addMachineClient('billing', machine),
    domain: { resourceServers, machineClients: { billing: machine } },
    scopes: billing({ scopes: [] }),
    scope: billing({ scopes: ['openid'] }),
    accessTokenValidity: billing({ accessTokenValidity: Duration.minutes(1) }),
  },
  resourceServerRules: {
    identifier: server('all orders'),
    reserved: server('groups'),
    name: server('orders', undefined, 'Orders!'),
    scopes: server('orders', {}),
    scopeName: server('orders', { 'orders/read': 'Read' }),
    description: server('orders', { read: '' }),
  },
  urlRules: {
    count: urls([]),
    url: urls(['https://app.example.com/#callback']),
    insecure: urls(['http://app.example.com/callback']),
    scheme: urls(['com.example.app://callback']),
    forbiddenScheme: urls(['javascript:callback'], AppClientKind.NATIVE),
  },
};
