import { Host, Resource, Service } from '../service';
import { Cognito, CognitoOptions } from './cognito';
import { createOAuth } from './oauth';
import { allOperations } from './operations';
import { shapeOf } from './pool-shape';
import { seedPool } from './seed';
import { WithoutEffect, withoutEffect } from './shape';
import { emptyState, State, withoutData } from './state';
import { make, types } from './template';
import { shownCode } from './totp';
import { passkeyNotices } from './webauthn/notices';
import { handle } from './wire';

/** Amazon Cognito user pools, offline: users, sign-in with its challenges, tokens, triggers. */
export function createCognito(host: Host, options: CognitoOptions = {}): Service {
  const cognito = new Cognito(host, options);
  let made = false;
  return {
    endpointPrefix: 'cognito-idp',
    types,
    make(resource) {
      made = true;
      return make(cognito, resource);
    },
    handle: (request) => handle(cognito, allOperations, request),
    notices: () => passkeyNotices(cognito),
    sites: createOAuth(cognito),
    snapshot: () => structuredClone(cognito.state),
    withoutData: () => withoutData(structuredClone(cognito.state)),
    codes: () => Object.values(cognito.state.pools).flatMap(({ users }) => Object.values(users)).flatMap(({ attributes, username, softwareToken }) =>
      softwareToken ? [{ user: attributes.email ?? username, ...shownCode(softwareToken, cognito.now()) }] : []),
    seed: (poolId, seed) => seedPool(cognito, cognito.pool(poolId), seed),
    restore(state) {
      // A client's secret lies in the state: what was already handed out would be another one.
      if (made) throw new Error('the offline Cognito must be restored before the resources of the template are made');
      cognito.state = { ...emptyState(), ...structuredClone(state) as State };
    },
  };
}

/** The properties of a resource that are accepted here and change nothing, each with the reason. */
export const propertiesWithoutEffect = (resource: Resource): WithoutEffect[] => withoutEffect(resource.properties, shapeOf(resource.type));
