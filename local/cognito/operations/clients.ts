import { Cognito, seconds } from '../cognito';
import { Fault } from '../errors';
import { DEFAULT_FLOWS } from '../flows/allowed';
import { operations } from '../operation';
import { page } from '../page';
import { CREATE_USER_POOL_CLIENT, UPDATE_USER_POOL_CLIENT } from '../pool-shape';
import { checkClient, putClient } from '../pools';
import { checkShape, Shape } from '../shape';
import { Client } from '../state';

type Input = Record<string, any>;

const checked = (operation: string, input: Input, shape: Shape) => {
  checkShape(input, shape, (path) => new Fault('UnknownParameterException', `the offline Cognito does not have the parameter ${path} of ${operation}`));
};

const userPoolClientType = (client: Client) => ({
  // [D] What a client has that states nothing.
  RefreshTokenValidity: 30,
  ExplicitAuthFlows: DEFAULT_FLOWS,
  AllowedOAuthFlowsUserPoolClient: false,
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AuthSessionValidity: 3,
  ...client.config,
  UserPoolId: client.poolId,
  ClientId: client.id,
  ...(client.secret === undefined ? {} : { ClientSecret: client.secret }),
  CreationDate: seconds(client.createdAt),
  LastModifiedDate: seconds(client.modifiedAt),
});

const existing = (cognito: Cognito, input: Input) => cognito.clientOf(cognito.pool(input.UserPoolId), input.ClientId);

export const clientOperations = operations({
  CreateUserPoolClient: {
    signed: true,
    required: ['UserPoolId', 'ClientName'],
    optional: Object.keys(CREATE_USER_POOL_CLIENT),
    run(cognito, input: Input) {
      checked('CreateUserPoolClient', input, CREATE_USER_POOL_CLIENT);
      return { UserPoolClient: userPoolClientType(putClient(cognito, cognito.pool(input.UserPoolId), input)) };
    },
  },
  DescribeUserPoolClient: {
    signed: true,
    required: ['UserPoolId', 'ClientId'],
    run: (cognito, input: Input) => ({ UserPoolClient: userPoolClientType(existing(cognito, input)) }),
  },
  UpdateUserPoolClient: {
    signed: true,
    required: ['UserPoolId', 'ClientId'],
    optional: Object.keys(UPDATE_USER_POOL_CLIENT).filter((name) => name !== 'GenerateSecret'),
    run(cognito, input: Input) {
      checked('UpdateUserPoolClient', input, UPDATE_USER_POOL_CLIENT);
      const client = existing(cognito, input);
      const { UserPoolId: _, ClientId: __, ...config } = input;
      checkClient(config, client.secret !== undefined);
      // [D] What is not named goes back to its default; the name stays.
      client.config = { ClientName: client.config.ClientName, ...config };
      client.modifiedAt = cognito.now();
      return { UserPoolClient: userPoolClientType(client) };
    },
  },
  DeleteUserPoolClient: {
    signed: true,
    required: ['UserPoolId', 'ClientId'],
    run(cognito, input: Input) {
      delete cognito.pool(input.UserPoolId).clients[existing(cognito, input).id];
      return {};
    },
  },
  ListUserPoolClients: {
    signed: true,
    required: ['UserPoolId'],
    optional: ['MaxResults', 'NextToken'],
    run(cognito, input: Input) {
      const { items, next } = page(Object.values(cognito.pool(input.UserPoolId).clients), ({ id }) => id, input.MaxResults, input.NextToken);
      return {
        UserPoolClients: items.map(({ id, poolId, config }) => ({ ClientId: id, UserPoolId: poolId, ClientName: config.ClientName })),
        ...(next === undefined ? {} : { NextToken: next }),
      };
    },
  },
});
