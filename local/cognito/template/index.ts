import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { makeManagedLoginBranding } from './managed-login-branding';
import { checkProperties, withResource } from './properties';
import { makeTerms } from './terms';
import { makeUserPool } from './user-pool';
import { makeUserPoolClient } from './user-pool-client';
import { makeUserPoolDomain } from './user-pool-domain';
import { makeUserPoolGroup } from './user-pool-group';
import { makeUserPoolIdentityProvider } from './user-pool-identity-provider';
import { makeUserPoolResourceServer } from './user-pool-resource-server';
import { makeSessionConfiguration } from './user-pool-session-configuration-attachment';
import { makeUICustomization } from './user-pool-ui-customization-attachment';

const MAKERS: Record<string, (cognito: Cognito, resource: Resource) => Made> = {
  'AWS::Cognito::ManagedLoginBranding': makeManagedLoginBranding,
  'AWS::Cognito::Terms': makeTerms,
  'AWS::Cognito::UserPool': makeUserPool,
  'AWS::Cognito::UserPoolClient': makeUserPoolClient,
  'AWS::Cognito::UserPoolDomain': makeUserPoolDomain,
  'AWS::Cognito::UserPoolGroup': makeUserPoolGroup,
  'AWS::Cognito::UserPoolIdentityProvider': makeUserPoolIdentityProvider,
  'AWS::Cognito::UserPoolResourceServer': makeUserPoolResourceServer,
  'AWS::Cognito::UserPoolSessionConfigurationAttachment': makeSessionConfiguration,
  'AWS::Cognito::UserPoolUICustomizationAttachment': makeUICustomization,
};

export const types = Object.keys(MAKERS);

export function make(cognito: Cognito, resource: Resource): Made {
  const maker = MAKERS[resource.type];
  if (!maker) throw new Error(`the offline Cognito does not make ${resource.type} (${resource.logicalId})`);
  checkProperties(resource);
  return withResource(resource, () => maker(cognito, resource));
}
