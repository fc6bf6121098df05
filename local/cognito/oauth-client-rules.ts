import { Fault, invalidParameter } from './errors';

type Config = Record<string, any>;

const invalidFlow = (message: string) => new Fault('InvalidOAuthFlowException', message);

/** What AWS refuses when a client is made [O]; [D] the rules on addresses, of which [M] the texts are unverified. */
export function checkOAuth(config: Config, hasSecret: boolean): void {
  const { AllowedOAuthFlows: flows = [], CallbackURLs: callbacks = [], LogoutURLs: logouts = [], DefaultRedirectURI: preset } = config;
  if (flows.includes('client_credentials')) {
    if (flows.length > 1) throw invalidFlow('client_credentials flow can not be selected along with code flow or implicit flow.');
    if (!hasSecret) throw invalidFlow('client_credentials flow can not be selected if client does not have a client secret.');
  }
  const refused = [...callbacks, ...logouts].find((uri) => !isAllowed(uri));
  if (refused !== undefined) throw invalidParameter(`${refused} is not an allowed redirect URI: it must be https, http://localhost or an app's own scheme`);
  if (preset !== undefined && !callbacks.includes(preset)) throw invalidParameter(`DefaultRedirectURI ${preset} is not in CallbackURLs`);
}

/** [D] Absolute, without a fragment, and plain HTTP for this machine only. */
function isAllowed(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname, hash } = new URL(uri);
  return hash === '' && (protocol !== 'http:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}
