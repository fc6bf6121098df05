import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { checkProperties, withResource } from './properties';
import { makeUserPool } from './user-pool';
import { makeUserPoolClient } from './user-pool-client';
import { makeUserPoolDomain } from './user-pool-domain';
import { makeUserPoolGroup } from './user-pool-group';
import { makeUserPoolResourceServer } from './user-pool-resource-server';

const MAKERS: Record<string, (cognito: Cognito, resource: Resource) => Made> = {
  'AWS::Cognito::UserPool': makeUserPool,
  'AWS::Cognito::UserPoolClient': makeUserPoolClient,
  'AWS::Cognito::UserPoolDomain': makeUserPoolDomain,
  'AWS::Cognito::UserPoolGroup': makeUserPoolGroup,
  'AWS::Cognito::UserPoolResourceServer': makeUserPoolResourceServer,
};

export const types = Object.keys(MAKERS);

export function make(cognito: Cognito, resource: Resource): Made {
  const maker = MAKERS[resource.type];
  if (!maker) throw new Error(`the offline Cognito does not make ${resource.type} (${resource.logicalId})`);
  checkProperties(resource);
  return withResource(resource, () => maker(cognito, resource));
}
