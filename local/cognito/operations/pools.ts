import { schemaName } from '../attributes';
import { Cognito, seconds } from '../cognito';
import { Fault, invalidParameter } from '../errors';
import { operations } from '../operation';
import { page } from '../page';
import { CREATE_USER_POOL } from '../pool-shape';
import { checkPool, putPool } from '../pools';
import { checkShape } from '../shape';
import { Pool } from '../state';

type Input = Record<string, any>;

const unknownIn = (operation: string) => (path: string) =>
  new Fault('UnknownParameterException', `the offline Cognito does not have the parameter ${path} of ${operation}`);

function mfaOf(input: Input): Input {
  const { MfaConfiguration: mode = 'OFF', SmsConfiguration, SmsAuthenticationMessage } = input;
  // [O] The authenticator app is only known to SetUserPoolMfaConfig.
  if (mode !== 'OFF' && !SmsConfiguration) {
    throw invalidParameter('SMS configuration and Auto verification for phone_number are required when MFA is required/optional');
  }
  return { MfaConfiguration: mode, ...(mode === 'OFF' ? {} : { SmsMfaConfiguration: { SmsAuthenticationMessage, SmsConfiguration } }) };
}

const hasFactor = (mfa: Input) => mfa.SoftwareTokenMfaConfiguration?.Enabled || mfa.SmsMfaConfiguration || mfa.EmailMfaConfiguration;

function userPoolType(pool: Pool) {
  const { PoolName, Schema, EmailAuthenticationMessage: _, EmailAuthenticationSubject: __, ...config } = pool.config;
  return {
    ...config,
    Id: pool.id,
    Name: PoolName,
    Arn: pool.arn,
    SchemaAttributes: (Schema as { Name: string }[] | undefined ?? []).map((attribute) => ({ ...attribute, Name: schemaName(attribute.Name) })),
    MfaConfiguration: pool.mfa.MfaConfiguration,
    EstimatedNumberOfUsers: Object.keys(pool.users).length,
    CreationDate: seconds(pool.createdAt),
    LastModifiedDate: seconds(pool.modifiedAt),
    ...(pool.domain === undefined ? {} : { Domain: pool.domain }),
    ...(pool.customDomain === undefined ? {} : { CustomDomain: pool.customDomain }),
  };
}

function deletePool(cognito: Cognito, pool: Pool): void {
  // [O]
  if (pool.config.DeletionProtection === 'ACTIVE') {
    throw invalidParameter('The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.');
  }
  // [O]
  if (pool.domain !== undefined || pool.customDomain !== undefined) throw invalidParameter('User pool cannot be deleted. It has a domain configured that should be deleted first.');
  delete cognito.state.pools[pool.id];
}

export const poolOperations = operations({
  CreateUserPool: {
    signed: true,
    required: ['PoolName'],
    optional: Object.keys(CREATE_USER_POOL),
    run(cognito, input: Input) {
      checkShape(input, CREATE_USER_POOL, unknownIn('CreateUserPool'));
      return { UserPool: userPoolType(putPool(cognito, input, mfaOf(input))) };
    },
  },
  DescribeUserPool: {
    signed: true,
    required: ['UserPoolId'],
    run: (cognito, input: Input) => ({ UserPool: userPoolType(cognito.pool(input.UserPoolId)) }),
  },
  DeleteUserPool: {
    signed: true,
    required: ['UserPoolId'],
    run(cognito, input: Input) {
      deletePool(cognito, cognito.pool(input.UserPoolId));
      return {};
    },
  },
  ListUserPools: {
    signed: true,
    required: ['MaxResults'],
    optional: ['NextToken'],
    run(cognito, input: Input) {
      const { items, next } = page(Object.values(cognito.state.pools), ({ id }) => id, input.MaxResults, input.NextToken);
      return {
        UserPools: items.map((pool) => ({
          Id: pool.id,
          Name: pool.config.PoolName,
          LambdaConfig: pool.config.LambdaConfig ?? {},
          CreationDate: seconds(pool.createdAt),
          LastModifiedDate: seconds(pool.modifiedAt),
        })),
        ...(next === undefined ? {} : { NextToken: next }),
      };
    },
  },
  SetUserPoolMfaConfig: {
    signed: true,
    required: ['UserPoolId'],
    optional: ['MfaConfiguration', 'SoftwareTokenMfaConfiguration', 'SmsMfaConfiguration', 'EmailMfaConfiguration', 'WebAuthnConfiguration'],
    run(cognito, { UserPoolId: id, ...mfa }: Input) {
      const pool = cognito.pool(id);
      const changed: Input = { ...pool.mfa, ...mfa };
      // [O] go-to-k/cdkd#1923; passkeys are no MFA and may be there
      if ((changed.MfaConfiguration ?? 'OFF') === 'OFF' && hasFactor(mfa)) {
        throw invalidParameter('Invalid MFA configuration given, can\'t turn off MFA and configure an MFA together.');
      }
      checkPool(pool.config, changed);
      pool.mfa = changed;
      pool.modifiedAt = cognito.now();
      return pool.mfa;
    },
  },
  GetUserPoolMfaConfig: {
    signed: true,
    required: ['UserPoolId'],
    run: (cognito, input: Input) => cognito.pool(input.UserPoolId).mfa,
  },
});
