import { stableId } from '../ids';
import { LocalError } from '../local-error';
import { Made, Provider, Resource } from '../service';
import { Api, Integration, JwtAuthorizer, RequestAuthorizer, Route, Stage } from './model';
import { parseRouteKey } from './route-match';
import { knownProperties, refuse } from '../template/properties';

interface Environment {
  readonly stackName: string;
  readonly region: string;
  readonly urlSuffix: string;
  /** Whether the function is one of the stack's. */
  readonly hasFunction: (arn: string) => boolean;
}

/** Reads the one HTTP API of the template, with all that it does not know refused by name. */
export class HttpApiResources implements Provider {
  readonly types = ['Api', 'Stage', 'Route', 'Integration', 'Authorizer'].map((name) => `AWS::ApiGatewayV2::${name}`);
  readonly stages: Stage[] = [];
  readonly routes: Route[] = [];
  readonly integrations = new Map<string, Integration>();
  readonly authorizers = new Map<string, JwtAuthorizer | RequestAuthorizer>();
  private made?: Api;

  constructor(private readonly environment: Environment) {}

  get api(): Api {
    if (!this.made) {
      throw new LocalError('The template makes no HTTP API.');
    }
    return this.made;
  }

  /** Whose tokens the routes take. */
  get issuers(): string[] {
    return [...this.authorizers.values()].flatMap((authorizer) => authorizer.type === 'JWT' ? [authorizer.issuer] : []);
  }

  make(resource: Resource): Made {
    switch (resource.type) {
      case 'AWS::ApiGatewayV2::Api': return this.makeApi(resource);
      case 'AWS::ApiGatewayV2::Stage': return this.makeStage(resource);
      case 'AWS::ApiGatewayV2::Route': return this.makeRoute(resource);
      case 'AWS::ApiGatewayV2::Integration': return this.makeIntegration(resource);
      default: return this.makeAuthorizer(resource);
    }
  }

  /** What can only be said once all is made. */
  check(): void {
    for (const route of this.routes) {
      if (!this.integrations.has(route.integrationId)) {
        throw new LocalError(`The route ${route.key} has no integration of the stack`);
      }
      if (route.authorizerId !== undefined && !this.authorizers.has(route.authorizerId)) {
        throw new LocalError(`The route ${route.key} has no authorizer of the stack`);
      }
    }
    if (this.stages.length === 0) {
      throw new LocalError(`The HTTP API ${this.api.id} has no stage, so it cannot be called`);
    }
  }

  private makeApi(resource: Resource): Made {
    knownProperties(resource, ['CorsConfiguration', 'Description', 'DisableExecuteApiEndpoint', 'IpAddressType', 'Name', 'ProtocolType', 'Tags']);
    if (resource.properties.ProtocolType !== 'HTTP') {
      refuse(resource, 'ProtocolType', `is ${resource.properties.ProtocolType}, and the offline run knows HTTP only`);
    }
    if (this.made) {
      throw new LocalError(`The stack has several HTTP APIs, and the offline run takes one: ${resource.logicalId} is the second`);
    }
    const id = this.idOf(resource, 10);
    this.made = { id, cors: resource.properties.CorsConfiguration };
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${this.environment.region}.${this.environment.urlSuffix}` } };
  }

  private makeStage(resource: Resource): Made {
    knownProperties(resource, [
      'AccessLogSettings', 'ApiId', 'AutoDeploy', 'DefaultRouteSettings', 'Description', 'RouteSettings', 'StageName', 'StageVariables', 'Tags',
    ]);
    const { StageName, StageVariables, AccessLogSettings, AutoDeploy, DefaultRouteSettings = {}, RouteSettings = {} } = resource.properties;
    if (AutoDeploy !== true) {
      refuse(resource, 'AutoDeploy', 'must be true: the offline run knows no deployments');
    }
    for (const [key, settings] of [['DefaultRouteSettings', DefaultRouteSettings] as const, ...Object.entries(RouteSettings)]) {
      const unknown = Object.keys(settings as object)
        .find((name) => !['ThrottlingBurstLimit', 'ThrottlingRateLimit', 'DetailedMetricsEnabled'].includes(name));
      if (unknown) {
        refuse(resource, `${key}: ${unknown}`, 'is not something the offline run knows');
      }
    }
    this.stages.push({
      name: StageName,
      variables: StageVariables,
      accessLog: AccessLogSettings && { group: logGroupOf(AccessLogSettings.DestinationArn), format: AccessLogSettings.Format },
      defaultSettings: DefaultRouteSettings,
      routeSettings: RouteSettings,
    });
    return { ref: StageName, attributes: {} };
  }

  private makeRoute(resource: Resource): Made {
    knownProperties(resource, ['ApiId', 'AuthorizationScopes', 'AuthorizationType', 'AuthorizerId', 'OperationName', 'RouteKey', 'Target']);
    const { RouteKey, Target, AuthorizationType = 'NONE', AuthorizerId, AuthorizationScopes = [] } = resource.properties;
    if (!['NONE', 'JWT', 'CUSTOM'].includes(AuthorizationType)) {
      refuse(resource, 'AuthorizationType', `is ${AuthorizationType}, and the offline run knows NONE, JWT and CUSTOM`);
    }
    if (this.routes.some((route) => route.key === RouteKey)) {
      refuse(resource, 'RouteKey', `${RouteKey} is there twice`);
    }
    this.routes.push({
      key: RouteKey,
      ...parseRouteKey(RouteKey),
      integrationId: String(Target).replace(/^integrations\//, ''),
      authorizerId: AuthorizationType === 'NONE' ? undefined : AuthorizerId,
      scopes: AuthorizationScopes,
    });
    const id = this.idOf(resource);
    return { ref: id, attributes: { RouteId: id } };
  }

  private makeIntegration(resource: Resource): Made {
    knownProperties(resource, [
      'ApiId', 'ConnectionType', 'Description', 'IntegrationMethod', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis',
    ]);
    const { IntegrationType, IntegrationUri, PayloadFormatVersion, TimeoutInMillis = 30_000 } = resource.properties;
    if (IntegrationType !== 'AWS_PROXY') {
      refuse(resource, 'IntegrationType', `is ${IntegrationType}, and the offline run knows AWS_PROXY only`);
    }
    if (PayloadFormatVersion !== '2.0') {
      refuse(resource, 'PayloadFormatVersion', `is ${PayloadFormatVersion}, and the offline run knows 2.0 only`);
    }
    const id = this.idOf(resource);
    this.integrations.set(id, { functionArn: this.functionOf(resource, 'IntegrationUri', IntegrationUri), timeout: Number(TimeoutInMillis) });
    return { ref: id, attributes: { IntegrationId: id } };
  }

  private makeAuthorizer(resource: Resource): Made {
    knownProperties(resource, [
      'ApiId', 'AuthorizerPayloadFormatVersion', 'AuthorizerResultTtlInSeconds', 'AuthorizerType', 'AuthorizerUri', 'EnableSimpleResponses', 'IdentitySource',
      'JwtConfiguration', 'Name',
    ]);
    const properties = resource.properties;
    const id = this.idOf(resource, 6);
    if (properties.AuthorizerType === 'JWT') {
      const { Issuer, Audience = [] } = properties.JwtConfiguration;
      this.authorizers.set(id, { type: 'JWT', issuer: Issuer, audience: Audience, identitySource: [properties.IdentitySource].flat()[0] });
    } else {
      if (properties.AuthorizerPayloadFormatVersion !== '2.0' || properties.EnableSimpleResponses !== true) {
        refuse(resource, 'EnableSimpleResponses', 'must be true with payload format 2.0: the offline run knows no other Lambda authorizers');
      }
      this.authorizers.set(id, {
        type: 'REQUEST', id,
        functionArn: this.functionOf(resource, 'AuthorizerUri', properties.AuthorizerUri),
        identitySource: properties.IdentitySource ?? [],
        ttl: Number(properties.AuthorizerResultTtlInSeconds ?? (properties.IdentitySource?.length ? 300 : 0)),
        simpleResponses: true,
      });
    }
    return { ref: id, attributes: { AuthorizerId: id } };
  }

  /** A function's ARN, by itself or in the form that API Gateway invokes: `arn:...:path/2015-03-31/functions/<arn>/invocations`. */
  private functionOf(resource: Resource, property: string, uri: string): string {
    const arn = /\/functions\/(arn:.+)\/invocations$/.exec(uri)?.[1] ?? uri;
    if (!this.environment.hasFunction(arn)) {
      refuse(resource, property, `is ${uri}, which is no function of the stack`);
    }
    return arn;
  }

  private idOf(resource: Resource, length = 7): string {
    return stableId(length, this.environment.stackName, resource.logicalId);
  }
}

function logGroupOf(arn: string): string {
  return /:log-group:(.+?)(:\*)?$/.exec(arn)?.[1] ?? arn;
}
