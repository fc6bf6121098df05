import { CfnOutput, CfnResource } from 'aws-cdk-lib';
import { DomainName, HttpAuthorizer, HttpRoute, HttpStage, IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer, HttpLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import {
  CfnIdentityPool, CfnIdentityPoolRoleAttachment, CfnUserPoolGroup, CfnUserPoolIdentityProvider, IUserPool, IUserPoolClient, UserPoolClient,
  UserPoolDomain, UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { FederatedPrincipal, Grant, IGrantable, IRole, Policy, Role } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { validateAddedGroup } from './added-group';
import { makeApiKeyAuthorizer, makeApiKeyFunction, makeApiKeySecret } from './api-key';
import { apiUrlOf } from './api-url';
import { AppClient, AppClientOptions } from './app-client-options';
import { makeApiClient, makeClientSecret } from './app-clients';
import { Audience } from './audience';
import { watchClients } from './client-rules';
import { Clients } from './clients';
import { makeFront } from './cloud-front';
import { makeCustomDomain } from './custom-domain';
import { domainUrlOf, makeDomain } from './domain';
import { callsService, enabledOperations } from './enabled-operations';
import { admitServices, makeEncryptionKey } from './encryption-key';
import { makeAccessLogBucket, makeBucket } from './enrolment-bucket';
import { functionEnvironment } from './function-environment';
import { Groups } from './groups';
import { issuerOf, makeAccessLogGroup, makeAuthorizer, makeHttpApi, makeRoute, makeStage, PERSONAL_ACCESS_TOKEN_SCOPE } from './http-api';
import { IdentityPool } from './identity-pool';
import { makeIdentityProviders } from './identity-providers';
import { MachineClient, MachineClientOptions } from './machine-client-options';
import { MadeUserPool } from './made-user-pool';
import { inNameOrder } from './map-order';
import { makeOperationFunction } from './operation-function';
import { operationMetric } from './operation-metrics';
import { PreTokenGeneration } from './pre-token-generation';
import { CognitoAuthApiProps, GroupOptions } from './props';
import { warnOfProviders } from './registration';
import { makeResourceServers } from './resource-servers';
import { AddedRoute, AddRouteOptions } from './route-options';
import { Routes } from './routes';
import { makeSessionTracking } from './session-tracking';
import { Settings, settingsOf } from './settings';
import { grantToTrigger } from './trigger-grants';
import { UserFiles } from './user-files';
import { UserPoolAction } from './user-pool-action';
import { validate, validateShape } from './validation';
import { makeWebAclAssociation } from './web-acl-association';

/**
 * A whole auth API: a Cognito user pool with a required second factor, and an HTTP API whose operations register people, sign them in,
 * refresh and end their sessions, recover passwords, reset second factors and erase accounts. Without any props it is ready for production.
 */
@propertyInjectable
export class CognitoAuthApi extends Construct {
  /** Names this class to CDK's property injectors: the `constructUniqueId` of one that gives it a company's defaults. */
  static readonly PROPERTY_INJECTION_ID: string = 'cognito-auth-api.CognitoAuthApi';

  /** The pool of all accounts: a new one, a `UserPool` then, or that of the `userPool` prop. */
  readonly userPool: IUserPool;
  /** The confidential app client that the API itself signs people in with. */
  readonly apiClient: UserPoolClient;
  /** Holds the secret of `apiClient`, for the functions to read at run time: there where one of the `operations` does. */
  readonly clientSecret?: Secret;
  /** Keeps pending enrolments, QR codes, mail limits and the markers that guard an account: there where one of the `operations` uses it. */
  readonly bucket?: Bucket;
  /** Receives the access logs of `bucket`. */
  readonly accessLogBucket?: Bucket;
  /** Encrypts `bucket`: that of the `encryptionKey` prop, which encrypts more, or one of its own. */
  readonly encryptionKey?: IKey;
  /**
   * Sends the pool's text messages, where `signIn`, `mfa`, `accountRecovery` or `operations` ask for some. Cognito assumes it with an external ID of this
   * construct's own; it may do `sns:Publish` on `*`, since phone numbers have no ARN, which cdk-nag reports as IAM5.
   */
  readonly smsRole?: Role;
  /** Writes the mails and texts that we or `messages.templates` have words for, called by the pool; undefined where `userPool` is given. */
  readonly customMessageFunction?: NodejsFunction;
  /** Proves to SES that the domain of `messages.hostedZone` is yours, where that is given. */
  readonly emailIdentity?: EmailIdentity;
  /** Encrypts codes on their way to the custom senders, where `messages` has one. */
  readonly customSenderKmsKey?: IKey;
  /** Links accounts and keeps addresses for people who are yet to come over, called by the pool: there where `accountLinking` or `migration` is. */
  readonly preSignUpFunction?: NodejsFunction;
  /** Makes the pool track sessions, where `operations` has the feature `SESSIONS`; undefined where `userPool` is given. */
  readonly sessionTracking?: CfnResource;
  /** The groups of the `groups` prop and of `addGroup`, by name. */
  readonly groups: { [name: string]: CfnUserPoolGroup };
  /** The roles of the groups that have one, by the group's name. */
  readonly groupRoles: { [name: string]: IRole };
  /** The providers of the `identityProviders` prop, by their names in Cognito: `Google`, `Facebook`, `SignInWithApple`, `LoginWithAmazon`, or your own. */
  readonly identityProviders: { [name: string]: CfnUserPoolIdentityProvider };
  /** The resource servers of the `resourceServers` prop, by identifier. */
  readonly resourceServers: { [identifier: string]: UserPoolResourceServer };
  /** Where Cognito's sign-in pages and OAuth endpoints are, where `domain` is given. */
  readonly domain?: UserPoolDomain;
  /** The address of `domain`, without a slash at its end: `<domainUrl>/oauth2/authorize`, `<domainUrl>/oauth2/token`, ... */
  readonly domainUrl?: string;
  /** Exchanges tokens for credentials of AWS, where the `identityPool` prop is. */
  readonly identityPool?: CfnIdentityPool;
  /** Says which roles `identityPool` gives. */
  readonly identityPoolRoleAttachment?: CfnIdentityPoolRoleAttachment;
  /** Whoever is signed in, to `identityPool`: for roles of your own to be assumed by. */
  readonly identityPoolPrincipal?: FederatedPrincipal;
  /** What everybody gets of `identityPool` who is signed in and whose groups bring no role. */
  readonly authenticatedRole?: IRole;
  /** What everybody else gets of it, where `identityPool.allowUnauthenticatedIdentities` is true. */
  readonly unauthenticatedRole?: IRole;
  /** The function of each operation, by its name: `functions.login` or `functions['create-user']`. Role and log group hang on it. */
  readonly functions: { [operation: string]: NodejsFunction };
  /** The route of each operation, by the same names. */
  readonly routes: { [operation: string]: HttpRoute };
  /** The API that clients call: a new one, or that of the `httpApi` prop. */
  readonly httpApi: IHttpApi;
  /** The API's only stage, at the root of its address; undefined where `httpApi` is given, whose stages are not made here. */
  readonly stage?: HttpStage;
  /** Receives the access log of `stage`; undefined where that is. */
  readonly accessLogGroup?: LogGroup;
  /** Admits tokens of `apiClient` and `clients` that are signed and not expired; for routes of your own on `httpApi`, too. */
  readonly authorizer: HttpJwtAuthorizer;
  /** Holds the key that clients send as x-api-key, where `apiKey` is given. */
  readonly apiKeySecret?: ISecret;
  /** Compares the key, called by API Gateway, where `apiKey` is given. */
  readonly apiKeyFunction?: NodejsFunction;
  /** Admits whoever sends the key, where `apiKey` is given; for routes of your own on `httpApi`, too. */
  readonly apiKeyAuthorizer?: HttpLambdaAuthorizer;
  /** Leads the name of `customDomain` to `stage`. */
  readonly domainName?: DomainName;
  /** Guards `userPool` by the web ACL of `webAclArn`. */
  readonly webAclAssociation?: CfnWebACLAssociation;
  /** Stands in front of the API, where `cloudFront` is given. */
  readonly distribution?: Distribution;
  /** Limits what each address sends to `distribution`, unless another web ACL does or none. */
  readonly webAcl?: CfnWebACL;
  /** Holds what `distribution` sends along as `x-origin-secret`, where `cloudFront` is given: for handlers of yours to check, too. */
  readonly originSecret?: Secret;
  /** The issuer of the tokens, for those who verify them elsewhere. */
  readonly issuer: string;
  /** The id of `userPool`. */
  readonly userPoolId: string;
  /** The id of `apiClient`: the audience of its ID tokens and the client_id of its access tokens. */
  readonly clientId: string;

  private readonly madeGroups: Groups;
  private readonly preTokenGeneration?: PreTokenGeneration;
  private readonly identities?: IdentityPool;
  private readonly userFiles: UserFiles;
  private readonly settings: Settings;
  private readonly addedRoutes: Routes;
  private readonly addedClients: Clients;
  private readonly knownApiUrl?: string;

  constructor(scope: Construct, id: string, props: CognitoAuthApiProps = {}) {
    super(scope, id);
    validateShape(this, props);
    const settings = settingsOf(inNameOrder(props, 'CognitoAuthApiProps'));
    validate(this, settings, props);

    this.settings = settings;
    if (settings.encryptionKey) admitServices(this, settings.encryptionKey, settings);
    if (settings.userPool) {
      this.userPool = settings.userPool;
    } else {
      const made = new MadeUserPool(this, settings);
      this.userPool = made.userPool;
      this.customMessageFunction = made.customMessageFunction;
      this.preSignUpFunction = made.preSignUpFunction;
      this.preTokenGeneration = made.preTokenGeneration;
      this.smsRole = made.smsRole;
      this.customSenderKmsKey = made.customSenderKmsKey;
      this.emailIdentity = made.emailIdentity;
      this.sessionTracking = makeSessionTracking(this, this.userPool, settings);
    }
    this.identityProviders = makeIdentityProviders(this, this.userPool, settings);
    this.resourceServers = makeResourceServers(this, this.userPool, settings);
    if (settings.domain) {
      this.domain = makeDomain(this, this.userPool, settings.domain, settings.managedLoginVersion);
      this.domainUrl = domainUrlOf(this, settings.domain);
    }
    warnOfProviders(this, settings);
    watchClients(this, this.userPool, settings);
    this.apiClient = makeApiClient(this, this.userPool, settings);
    if (settings.identityPool) {
      this.identities = new IdentityPool(this, this.userPool, settings.identityPool, settings);
      this.identities.trust(this.apiClient);
      this.identityPool = this.identities.pool;
      this.identityPoolRoleAttachment = this.identities.roleAttachment;
      this.identityPoolPrincipal = this.identities.principal;
      this.authenticatedRole = this.identities.authenticatedRole;
      this.unauthenticatedRole = this.identities.unauthenticatedRole;
    }
    this.madeGroups = new Groups(this, this.userPool, settings, this.identities);
    this.groups = this.madeGroups.made;
    this.groupRoles = this.madeGroups.roles;
    this.userFiles = new UserFiles(this);
    const enabled = enabledOperations(settings);
    if (callsService(enabled, 'secretsmanager')) this.clientSecret = makeClientSecret(this, this.apiClient, settings);

    this.encryptionKey = settings.encryptionKey;
    if (callsService(enabled, 's3')) {
      this.encryptionKey ??= makeEncryptionKey(this, settings);
      this.accessLogBucket = makeAccessLogBucket(this, settings);
      this.bucket = makeBucket(this, this.encryptionKey, this.accessLogBucket, enabled, settings);
    }

    this.httpApi = settings.httpApi ?? makeHttpApi(this, enabled, settings);
    const audience = new Audience(this.apiClient.userPoolClientId, PERSONAL_ACCESS_TOKEN_SCOPE);
    this.issuer = issuerOf(this.userPool);
    this.authorizer = makeAuthorizer(this, this.issuer, audience, settings);
    const { userPool, identityProviders, resourceServers } = this;
    this.addedClients = new Clients(this, audience, { userPool, identityProviders, resourceServers, settings }, this.identities);
    if (settings.apiKey) {
      this.apiKeySecret = settings.apiKey.secret ?? makeApiKeySecret(this, settings);
      this.apiKeyFunction = makeApiKeyFunction(this, this.apiKeySecret, settings);
      this.apiKeyAuthorizer = makeApiKeyAuthorizer(this, this.apiKeyFunction, settings);
    }
    if (settings.cloudFront) {
      const front = makeFront(this, this.httpApi, settings.cloudFront, settings);
      this.distribution = front.distribution;
      this.webAcl = front.webAcl;
      this.originSecret = front.originSecret;
    }
    this.functions = {};
    this.routes = {};
    const environment = functionEnvironment(this, settings);
    for (const operation of enabled) {
      const name = operation.row.operation;
      const fn = makeOperationFunction(this, operation, environment, settings);
      this.functions[name] = fn;
      this.routes[name] = makeRoute(this.httpApi, operation, fn, this.authorizer, settings, this.apiKeyAuthorizer);
    }
    if (!settings.httpApi) {
      this.accessLogGroup = makeAccessLogGroup(this, settings);
      this.stage = makeStage(this, this.httpApi, this.accessLogGroup, enabled, this.routes, settings);
      if (settings.customDomain) this.domainName = makeCustomDomain(this, this.httpApi, this.stage, settings.customDomain);
    }
    if (settings.webAclArn !== undefined) this.webAclAssociation = makeWebAclAssociation(this, this.userPool, settings.webAclArn);

    this.knownApiUrl = apiUrlOf(this.httpApi, this.distribution, settings);
    this.userPoolId = this.userPool.userPoolId;
    this.clientId = this.apiClient.userPoolClientId;
    this.addedRoutes = new Routes(this, audience, settings);
    if (settings.outputs) this.addOutputs(settings);
  }

  /**
   * The address to which paths are appended, such as `/v1/login` (after the `pathPrefix`, where there is one): without a slash at its end, and
   * without a stage's name. Fails where `httpApi` is given and does not say where it is.
   */
  get apiUrl(): string {
    if (this.knownApiUrl === undefined) {
      throw new Error(`apiUrl of CognitoAuthApi "${this.node.path}" is not known: its httpApi was imported without apiEndpoint, or its own endpoint `
        + 'is switched off. Give apiEndpoint to HttpApi.fromHttpApiAttributes, or use the domain name of your API.');
    }
    return this.knownApiUrl;
  }

  /**
   * Adds a route of your own, protected by the API's authorizer unless `access` says otherwise.
   *
   * @param id names what is made, as a construct ID: unique among the routes, or in `scope`
   * @param options says who is admitted and what answers
   * @returns what was made
   */
  addRoute(id: string, options: AddRouteOptions): AddedRoute {
    return this.addedRoutes.add(id, options);
  }

  /** The clients of the `clients` prop and of `addClient`, by name. */
  get clients(): { [name: string]: AppClient } {
    return this.addedClients.apps;
  }

  /** The clients of the `machineClients` prop and of `addMachineClient`, by name. */
  get machineClients(): { [name: string]: MachineClient } {
    return this.addedClients.machines;
  }

  /** Admits tokens of machine clients as well, to routes of `addRoute` that ask for `scopes`: there where a machine client is. */
  get scopesAuthorizer(): HttpAuthorizer | undefined {
    return this.addedClients.scopesAuthorizer;
  }

  /**
   * Makes a client for an app that signs people in at Cognito itself. Routes of `addRoute` take its tokens, those that were added before it as well.
   *
   * @param id is its name: unique among the `clients`, it starts with a letter and has 1 to 64 letters, digits, hyphens and underscores
   * @param options says how the app signs people in
   * @returns what was made
   */
  addClient(id: string, options: AppClientOptions): AppClient {
    return this.addedClients.addApp(id, options);
  }

  /**
   * Makes a client for a program that signs in as itself.
   *
   * @param id is its name: unique among the `machineClients`, it starts with a letter and has 1 to 64 letters, digits, hyphens and underscores
   * @param options says what it may do
   * @returns what was made
   */
  addMachineClient(id: string, options: MachineClientOptions): MachineClient {
    return this.addedClients.addMachine(id, options);
  }

  /**
   * Adds a group, as the `groups` prop does. Routes that are added after it may ask for it.
   *
   * @param name is what the group is called in the pool
   * @param options says what it is and what it gives
   * @returns the group
   */
  addGroup(name: string, options: GroupOptions = {}): CfnUserPoolGroup {
    validateAddedGroup(this, name, options, this.settings);
    const group = this.madeGroups.add(name, options);
    this.preTokenGeneration?.update();
    const role = this.groupRoles[name];
    if (role) this.userFiles.attachTo(role);
    return group;
  }

  /** The scopes that stand for the groups: there where groups are, the feature plan is not Lite, and no `userPool` is given. */
  get groupScopes(): UserPoolResourceServer | undefined {
    return this.madeGroups.scopes;
  }

  /** Puts the scopes of groups and the claims of `tokens.claims` into access tokens, called by the pool: there where one of both is. */
  get preTokenGenerationFunction(): NodejsFunction | undefined {
    return this.preTokenGeneration?.fn;
  }

  /**
   * Lets people who signed in through this app client of `userPool`, made elsewhere, have credentials of `identityPool`, too. At most 10 clients, the API's own among
   * them.
   */
  trustClient(client: IUserPoolClient): void {
    this.identitiesFor('trustClient').trust(client);
  }

  /**
   * Lets each person who has credentials of `identityPool` read, write, delete and list what lies in the bucket below `<prefix><identity id>/`, and nothing
   * else there. Allowed to the role of everybody and to those of the groups, also of groups that are added later; not to who is not signed in.
   *
   * @param bucket holds the files; where it has a key of KMS, the key may be used through S3
   * @param prefix stands before the person's own folder: empty, or segments that each end in a slash, such as `private/`
   * @returns the policy that all these roles have
   */
  grantUserFiles(bucket: IBucket, prefix: string = ''): Policy {
    return this.userFiles.grant(bucket, prefix, [this.identitiesFor('grantUserFiles').authenticatedRole, ...Object.values(this.groupRoles)]);
  }

  /**
   * Allows these actions on `userPool` to the function of one of its triggers, and nothing else: as `grant` does to others, but without making pool and
   * function need each other. The function takes the pool's id from `event.userPoolId`.
   *
   * @returns the policy of the function's role
   */
  grantToTrigger(fn: IFunction, ...actions: UserPoolAction[]): Policy {
    if (actions.length === 0) throw new Error(`grantToTrigger of CognitoAuthApi "${this.node.path}" needs at least one UserPoolAction.`);
    return grantToTrigger(this, this.userPool, fn, actions);
  }

  /**
   * Allows these actions on `userPool`, and nothing else. Not for the pool's own triggers, which the pool could then not be made before:
   * `grantToTrigger` is.
   */
  grant(grantee: IGrantable, ...actions: UserPoolAction[]): Grant {
    if (actions.length === 0) throw new Error(`grant of CognitoAuthApi "${this.node.path}" needs at least one UserPoolAction.`);
    return this.userPool.grant(grantee, ...actions);
  }

  /**
   * A metric that API Gateway keeps of the API, by its name there: Count, 4xx, 5xx, Latency, IntegrationLatency or DataProcessed. Of `stage`, or
   * of all stages where `httpApi` is given. Single routes have such metrics only where the stage has detailed ones switched on, which AWS bills:
   * add Route to `dimensionsMap` then. Single operations are measured by `metricOperation` at no cost.
   *
   * @default - the average over 5 minutes
   */
  metric(metricName: string, props?: MetricOptions): Metric {
    return (this.stage ?? this.httpApi).metric(metricName, props);
  }

  /**
   * How many requests the API got.
   *
   * @default - the sum over 5 minutes
   */
  metricRequests(props?: MetricOptions): Metric {
    return this.metric('Count', { statistic: 'Sum', ...props });
  }

  /**
   * How many requests were answered 4xx: refused by a handler, or by API Gateway itself.
   *
   * @default - the sum over 5 minutes
   */
  metricClientErrors(props?: MetricOptions): Metric {
    return this.metric('4xx', { statistic: 'Sum', ...props });
  }

  /**
   * How many requests were answered 5xx.
   *
   * @default - the sum over 5 minutes
   */
  metricServerErrors(props?: MetricOptions): Metric {
    return this.metric('5xx', { statistic: 'Sum', ...props });
  }

  /**
   * Milliseconds from a request's arrival to its answer.
   *
   * @default - the average over 5 minutes
   */
  metricLatency(props?: MetricOptions): Metric {
    return this.metric('Latency', props);
  }

  /**
   * Milliseconds that the functions took, as API Gateway sees it.
   *
   * @default - the average over 5 minutes
   */
  metricIntegrationLatency(props?: MetricOptions): Metric {
    return this.metric('IntegrationLatency', props);
  }

  /**
   * A metric that Lambda keeps of the function of an operation, by its name there: Invocations, Errors, Duration, Throttles,
   * ConcurrentExecutions, ...
   *
   * @default - the average over 5 minutes
   */
  metricOperation(operation: string, metricName: string, props?: MetricOptions): Metric {
    return operationMetric(this.functions, operation, metricName, props);
  }

  /**
   * How often an operation was called.
   *
   * @default - the sum over 5 minutes
   */
  metricOperationInvocations(operation: string, props?: MetricOptions): Metric {
    return this.metricOperation(operation, 'Invocations', { statistic: 'Sum', ...props });
  }

  /**
   * How often the function of an operation crashed or ran out of time. What it answers by itself, a 401 or a 500 say, is no error to Lambda:
   * the function's log has those, by their `status`.
   *
   * @default - the sum over 5 minutes
   */
  metricOperationErrors(operation: string, props?: MetricOptions): Metric {
    return this.metricOperation(operation, 'Errors', { statistic: 'Sum', ...props });
  }

  /**
   * Milliseconds that an operation took.
   *
   * @default - the average over 5 minutes
   */
  metricOperationDuration(operation: string, props?: MetricOptions): Metric {
    return this.metricOperation(operation, 'Duration', props);
  }

  /**
   * How often an operation was not run, since the account or its reservation had no concurrency left.
   *
   * @default - the sum over 5 minutes
   */
  metricOperationThrottles(operation: string, props?: MetricOptions): Metric {
    return this.metricOperation(operation, 'Throttles', { statistic: 'Sum', ...props });
  }

  private identitiesFor(method: string): IdentityPool {
    if (!this.identities) throw new Error(`${method} of CognitoAuthApi "${this.node.path}" needs the identityPool prop: {} makes one.`);
    return this.identities;
  }

  private addOutputs({ pathPrefix }: Settings): void {
    if (this.knownApiUrl !== undefined) {
      new CfnOutput(this, 'ApiUrl', { value: this.knownApiUrl, description: `Append paths such as ${pathPrefix}/v1/login` });
    }
    new CfnOutput(this, 'Issuer', { value: this.issuer, description: 'Issuer of the tokens' });
    new CfnOutput(this, 'UserPoolId', { value: this.userPoolId });
    new CfnOutput(this, 'ClientId', { value: this.clientId, description: 'Audience of the tokens' });
    if (this.identityPool) new CfnOutput(this, 'IdentityPoolId', { value: this.identityPool.ref });
  }
}
