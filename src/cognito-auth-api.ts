import { CfnOutput } from 'aws-cdk-lib';
import { HttpApi, HttpRoute, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Key } from 'aws-cdk-lib/aws-kms';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { makeApiClient, makeClientSecret } from './app-clients';
import { Operation, operations } from './contract';
import { makeAccessLogBucket, makeBucket, makeEncryptionKey } from './enrolment-bucket';
import { functionEnvironment } from './function-environment';
import { makeAccessLogGroup, makeAuthorizer, makeHttpApi, makeRoute, makeStage } from './http-api';
import { makeOperationFunction } from './operation-function';
import { CognitoAuthApiProps } from './props';
import { settingsOf } from './settings';
import { makeCustomMessageFunction, makeUserPool } from './user-pool';
import { validate } from './validation';

/**
 * A whole auth API: a Cognito user pool with required TOTP MFA, and an HTTP API whose sixteen operations register people, sign them in,
 * refresh and end their sessions, recover passwords, reset second factors and erase accounts. Without any props it is ready for production.
 */
export class CognitoAuthApi extends Construct {
  /** The pool of all accounts. */
  readonly userPool: UserPool;
  /** The confidential app client that the API itself signs people in with. */
  readonly apiClient: UserPoolClient;
  /** Holds the secret of `apiClient`, for the functions to read at run time. */
  readonly clientSecret: Secret;
  /** Keeps pending enrolments, QR codes, mail limits and the markers that guard an account. */
  readonly bucket: Bucket;
  /** Receives the access logs of `bucket`. */
  readonly accessLogBucket: Bucket;
  /** Encrypts `bucket`. */
  readonly encryptionKey: Key;
  /** Writes the invitation and the password and MFA reset mails, called by the pool. */
  readonly customMessageFunction: NodejsFunction;
  /** The function of each operation, by its name: `functions.login` or `functions['create-user']`. Role and log group hang on it. */
  readonly functions: { [operation: string]: NodejsFunction };
  /** The route of each operation, by the same names. */
  readonly routes: { [operation: string]: HttpRoute };
  /** The API that clients call. */
  readonly httpApi: HttpApi;
  /** The API's only stage, at the root of its address. */
  readonly stage: HttpStage;
  /** Receives the access log of `stage`. */
  readonly accessLogGroup: LogGroup;
  /** Admits tokens of `apiClient` that are signed and not expired; for routes of your own on `httpApi`, too. */
  readonly authorizer: HttpJwtAuthorizer;
  /** The address to which paths are appended, such as `/v1/login`: without a slash at its end. */
  readonly apiUrl: string;
  /** The issuer of the tokens, for those who verify them elsewhere. */
  readonly issuer: string;
  /** The id of `userPool`. */
  readonly userPoolId: string;
  /** The id of `apiClient`: the audience of its ID tokens and the client_id of its access tokens. */
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: CognitoAuthApiProps = {}) {
    super(scope, id);
    const settings = settingsOf(props);
    validate(this, settings);

    this.customMessageFunction = makeCustomMessageFunction(this, settings);
    this.userPool = makeUserPool(this, this.customMessageFunction, settings);
    this.apiClient = makeApiClient(this, this.userPool, settings);
    this.clientSecret = makeClientSecret(this, this.apiClient, settings);

    this.encryptionKey = makeEncryptionKey(this, settings);
    this.accessLogBucket = makeAccessLogBucket(this, settings);
    this.bucket = makeBucket(this, this.encryptionKey, this.accessLogBucket, settings);

    this.httpApi = makeHttpApi(this, settings);
    this.authorizer = makeAuthorizer(this.userPool, this.apiClient);
    this.functions = {};
    this.routes = {};
    const environment = functionEnvironment(this, settings);
    for (const [routeKey, row] of Object.entries<Operation>(operations)) {
      const fn = makeOperationFunction(this, routeKey, row, environment, settings);
      this.functions[row.operation] = fn;
      this.routes[row.operation] = makeRoute(this.httpApi, routeKey, row, fn, this.authorizer);
    }
    this.accessLogGroup = makeAccessLogGroup(this, settings);
    this.stage = makeStage(this, this.httpApi, this.accessLogGroup, this.routes, settings);

    this.apiUrl = this.httpApi.apiEndpoint;
    this.issuer = this.userPool.userPoolProviderUrl;
    this.userPoolId = this.userPool.userPoolId;
    this.clientId = this.apiClient.userPoolClientId;
    if (settings.outputs) this.addOutputs();
  }

  private addOutputs(): void {
    new CfnOutput(this, 'ApiUrl', { value: this.apiUrl, description: 'Append paths such as /v1/login' });
    new CfnOutput(this, 'Issuer', { value: this.issuer, description: 'Issuer of the tokens' });
    new CfnOutput(this, 'UserPoolId', { value: this.userPoolId });
    new CfnOutput(this, 'ClientId', { value: this.clientId, description: 'Audience of the tokens' });
  }
}
