import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { AuthorizerName, authorizers, AuthorizerEnvironment } from './contract';
import { API_KEY_CACHE, AUTHORIZER_TIMEOUT } from './defaults';
import { triggerFunctionSettings } from './function-settings';
import { OwnLambdaAuthorizer } from './own-authorizer';
import { Settings } from './settings';

/** Which key the operations that anyone may call ask for. */
export interface ApiKeyOptions {
  /**
   * Holds the key as its whole text (no JSON): 20 or more random characters. A new value is asked for within 10 minutes.
   *
   * @default - a secret of 40 random letters and digits: `apiKeySecret`
   */
  readonly secret?: ISecret;
}

/** The key of the clients. Letters and digits, which need no escaping in a header. */
export function makeApiKeySecret(scope: Construct, settings: Settings): Secret {
  return new Secret(scope, 'ApiKeySecret', {
    description: 'The key that clients of the auth API send as x-api-key',
    encryptionKey: settings.encryptionKey,
    generateSecretString: { passwordLength: 40, excludePunctuation: true },
    removalPolicy: settings.removalPolicy,
  });
}

export function makeApiKeyFunction(scope: Construct, secret: ISecret, settings: Settings): NodejsFunction {
  const name: AuthorizerName = 'api-key';
  const environment: AuthorizerEnvironment = { API_KEY_SECRET_ARN: secret.secretArn };
  return makeBundledFunction(scope, name, {
    description: authorizers[name].summary,
    statements: readStatements(secret),
    environment: { ...environment },
    timeout: AUTHORIZER_TIMEOUT,
    removalPolicy: settings.removalPolicy,
    ...triggerFunctionSettings(settings),
  });
}

/** Stated by hand: the secret's own grant would bring DescribeSecret. A secret that is known by its name lacks the suffix of its ARN. */
function readStatements(secret: ISecret): PolicyStatement[] {
  const arn = secret.secretFullArn ?? `${secret.secretArn}-??????`;
  return [
    new PolicyStatement({ actions: [...authorizers['api-key'].actions], resources: [arn] }),
    ...secret.encryptionKey ? [new PolicyStatement({ actions: ['kms:Decrypt'], resources: [secret.encryptionKey.keyArn] })] : [],
  ];
}

/** Without the header API Gateway answers 401 and asks nobody. */
export function makeApiKeyAuthorizer(scope: Construct, fn: NodejsFunction, settings: Settings): HttpLambdaAuthorizer {
  const options = {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: ['$request.header.x-api-key'],
    resultsCacheTtl: API_KEY_CACHE,
  };
  return settings.httpApi
    ? new OwnLambdaAuthorizer(scope, 'ApiKeyAuthorizer', fn, options)
    : new HttpLambdaAuthorizer('ApiKeyAuthorizer', fn, { authorizerName: 'ApiKey', ...options });
}
