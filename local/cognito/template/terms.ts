import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { seedOf } from './properties';
import { stableId } from '../../ids';

/** The sign-in page of the client links them. */
export function makeTerms(cognito: Cognito, resource: Resource): Made {
  const { UserPoolId: poolId, ClientId: clientId, TermsName: name, Links: links = {} } = resource.properties;
  const pool = cognito.pool(poolId);
  cognito.clientOf(pool, clientId);
  pool.terms = [...(pool.terms ?? []).filter((one) => one.clientId !== clientId || one.name !== name), { clientId, name, links }];
  const id = stableId(32, seedOf(cognito, resource)).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return { ref: `${poolId}|${id}`, attributes: { TermsId: id } };
}
