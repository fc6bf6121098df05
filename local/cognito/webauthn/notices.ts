import { Cognito } from '../cognito';
import { allowedFirstFactors } from '../first-factors';
import { configuredRelyingPartyId, knownRelyingPartyId } from './relying-party';

/** A browser refuses a passkey whose relying party is not the site that it is at. */
export const passkeyNotices = (cognito: Cognito): string[] => Object.values(cognito.state.pools)
  .filter((pool) => allowedFirstFactors(pool).includes('WEB_AUTHN'))
  .flatMap((pool) => {
    const [configured, here] = [configuredRelyingPartyId(cognito, pool), knownRelyingPartyId(cognito, pool)];
    if (configured === undefined) return [`Passkeys cannot be registered in ${pool.id}: it has neither a relying party id nor a domain`];
    return configured === here ? [] : [`Passkeys are for ${here} here, and not for ${configured}: open pages at http://${here}, not by number`];
  });
