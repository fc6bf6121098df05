import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { seedOf } from './properties';
import { stableId } from '../../ids';

/** Its client must be there; the page here has no style to change. */
export function makeManagedLoginBranding(cognito: Cognito, resource: Resource): Made {
  const { UserPoolId: poolId, ClientId: client } = resource.properties;
  if (client !== undefined) cognito.clientOf(cognito.pool(poolId), client);
  const id = stableId(32, seedOf(cognito, resource)).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return { ref: `${poolId}|${id}`, attributes: { ManagedLoginBrandingId: id } };
}
