import { Cognito } from '../cognito';
import { domainHost } from '../domain-host';
import { Pool } from '../state';
import { webAuthnFaults } from './faults';

/** [D] The configured one, or the pool's domain, of which a custom one comes first. */
export const configuredRelyingPartyId = (cognito: Cognito, pool: Pool): string | undefined =>
  pool.mfa.WebAuthnConfiguration?.RelyingPartyId ?? domainName(cognito, pool.domain);

export function knownRelyingPartyId(cognito: Cognito, pool: Pool): string | undefined {
  const configured = configuredRelyingPartyId(cognito, pool);
  // In the runner the browser is at localhost, whatever the template says.
  return configured === undefined ? undefined : cognito.options.relyingPartyId ?? configured;
}

export function relyingPartyId(cognito: Cognito, pool: Pool): string {
  const known = knownRelyingPartyId(cognito, pool);
  if (known === undefined) throw webAuthnFaults.configurationMissing();
  return known;
}

const domainName = ({ host }: Cognito, domain: string | undefined) =>
  domain === undefined ? domain : domainHost(domain, host.region);

/** As browsers judge it: the relying party's own name or one below it, over TLS unless it is this machine. [M] for ports and depth. */
export function isOriginOf(relyingParty: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return (hostname === relyingParty || hostname.endsWith(`.${relyingParty}`)) && (protocol === 'https:' || relyingParty === 'localhost');
}

/** [D] MULTI_FACTOR_WITH_USER_VERIFICATION asks for it too; otherwise it is preferred. */
export function userVerification({ mfa }: Pool): 'required' | 'preferred' {
  return mfa.WebAuthnConfiguration?.UserVerification === 'required' || countsAsMfa(mfa) ? 'required' : 'preferred';
}

export const countsAsMfa = (mfa: Record<string, any>) => mfa.WebAuthnConfiguration?.FactorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION';
