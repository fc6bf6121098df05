import { Cognito } from './cognito';
import { Fault, invalidParameter } from './errors';
import { checkFirstFactors } from './first-factors';
import { DEFAULT_FLOWS } from './flows/allowed';
import { checkOAuth } from './oauth-client-rules';
import { clientId, clientSecret, poolSuffix } from './random';
import { Client, Pool } from './state';

type Config = Record<string, any>;

/** The rules that AWS checks when a pool is made; the words are ours where no real answer is at hand. */
export function checkPool(config: Config, mfa: Config): void {
  const { UsernameAttributes: usernames, AliasAttributes: aliases, LambdaConfig: lambda } = config;
  // [O]
  if (usernames?.length && aliases?.length) throw invalidParameter('Only one of the aliasAttributes or usernameAttributes can be set in a user pool.');
  const unknown = [...usernames ?? []].find((name) => name !== 'email' && name !== 'phone_number');
  if (unknown) throw invalidParameter(`${unknown} cannot be a username attribute`);
  const held: string[] = config.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  // [O] aws/aws-cli#7151
  if (held.some((name) => !config.AutoVerifiedAttributes?.includes(name))) {
    throw invalidParameter('All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes');
  }
  const version = lambda?.PreTokenGenerationConfig?.LambdaVersion;
  if (version !== undefined && !/^V[123]_0$/.test(version)) throw invalidParameter(`${version} is not a version of the pre token generation event`);
  if (config.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK') {
    throw invalidParameter('the offline Cognito does not have confirmation by link');
  }
  if (!['OFF', 'ON', 'OPTIONAL', undefined].includes(mfa.MfaConfiguration)) throw invalidParameter(`${mfa.MfaConfiguration} is not an MFA configuration`);
  const any = mfa.SoftwareTokenMfaConfiguration?.Enabled || mfa.SmsMfaConfiguration || mfa.EmailMfaConfiguration;
  // [O]
  if (mfa.MfaConfiguration === 'ON' && !any) {
    throw invalidParameter('Invalid MFA configuration given, can\'t turn on MFA without an MFA provider.');
  }
  checkFirstFactors(config, mfa);
}

/** With a seed, which a template's pool has, a pool that was restored is found again and only its configuration changes. */
export function putPool(cognito: Cognito, config: Config, mfa: Config, seed?: string): Pool {
  checkPool(config, mfa);
  const id = `${cognito.host.region}_${poolSuffix(seed)}`;
  const now = cognito.now();
  const restored = cognito.state.pools[id];
  const pool: Pool = restored ? Object.assign(restored, { config, mfa, modifiedAt: now, sessionTracking: undefined }) : {
    id,
    arn: cognito.poolArn(id),
    config,
    mfa,
    createdAt: now,
    modifiedAt: now,
    resourceServers: {},
    clients: {},
    groups: {},
    users: {},
    simulated: {},
  };
  cognito.state.pools[id] = pool;
  return pool;
}

export function checkClient(config: Config, hasSecret: boolean): void {
  checkOAuth(config, hasSecret);
  const rotation = config.RefreshTokenRotation;
  const flows: string[] = config.ExplicitAuthFlows ?? DEFAULT_FLOWS;
  // [D] The two exclude each other; the default flows have it too.
  if (rotation?.Feature === 'ENABLED' && flows.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalidParameter('ALLOW_REFRESH_TOKEN_AUTH cannot be enabled together with refresh token rotation.');
  }
  range('RetryGracePeriodSeconds', rotation?.RetryGracePeriodSeconds, 0, 60);
  range('AuthSessionValidity', config.AuthSessionValidity, 3, 15);
  const legacy = flows.filter((flow) => !flow.startsWith('ALLOW_'));
  // [D]
  if (legacy.length && legacy.length < flows.length) {
    throw invalidParameter('ExplicitAuthFlows can not mix ALLOW_ flows with the legacy ones.');
  }
}

function range(name: string, value: number | undefined, min: number, max: number): void {
  if (value !== undefined && (value < min || value > max)) throw invalidParameter(`${name} must be between ${min} and ${max}, not ${value}`);
}

export function putClient(cognito: Cognito, pool: Pool, input: Config, seed?: string): Client {
  const { GenerateSecret: generate, ClientSecret: given, UserPoolId: _, ...config } = input;
  checkClient(config, generate || given !== undefined);
  if (generate && given !== undefined) throw new Fault('InvalidParameterException', 'GenerateSecret and ClientSecret exclude each other');
  const id = clientId(seed);
  const now = cognito.now();
  const restored = pool.clients[id];
  const secret = generate ? restored?.secret ?? clientSecret() : given;
  const client: Client = {
    id, poolId: pool.id, ...(secret === undefined ? {} : { secret }), config, createdAt: restored?.createdAt ?? now, modifiedAt: now,
  };
  pool.clients[id] = client;
  return client;
}
