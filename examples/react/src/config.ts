/** What the app has to know about the API that it belongs to. */
export interface Config {
  /** Empty: the origin that the app is served from. */
  readonly apiUrl: string;
  readonly apiKey?: string;
  /** How refresh tokens travel, as `tokenDelivery` of the stack says. */
  readonly tokenDelivery: 'BODY' | 'COOKIE';
  /** In offline runs, the page that shows the mails. */
  readonly mailbox?: string;
  /** Where the pool's public keys are, where not at the issuer that tokens name. */
  readonly jwks?: string;
  readonly oauth?: OAuthConfig;
}

/** For "Sign in with ...": an app client of the pool, and the identity provider that its users come from. */
export interface OAuthConfig {
  readonly domain: string;
  readonly clientId: string;
  readonly provider: string;
}

/** Its message is for whoever runs the app. */
export class ConfigError extends Error {}

/**
 * The same build serves several APIs: a file `config.json` beside the app says which one. Without it, what the environment said when it was
 * built: `VITE_API_URL` and its like in `.env.local`.
 */
export async function loadConfig(): Promise<Config> {
  const given = await served() ?? fromEnvironment();
  const { apiUrl = '', tokenDelivery = 'BODY' } = given;
  if (tokenDelivery !== 'BODY' && tokenDelivery !== 'COOKIE') {
    throw new ConfigError(`tokenDelivery (VITE_TOKEN_DELIVERY) must be BODY or COOKIE, and is ${JSON.stringify(tokenDelivery)}.`);
  }
  for (const [name, address] of [['apiUrl (VITE_API_URL)', apiUrl], ['oauth.domain (VITE_OAUTH_DOMAIN)', given.oauth?.domain ?? '']]) {
    if (address !== '' && !isAddress(address)) {
      throw new ConfigError(
        `${name} must be an address that begins with https:// (or http:// on this machine), or empty. It is ${JSON.stringify(address)}.`);
    }
  }
  return { ...given, apiUrl: apiUrl.replace(/\/+$/, ''), tokenDelivery };
}

const isAddress = (text: string): boolean => /^(?:https?:\/\/|\/)\S+$/.test(text) && URL.canParse(text, location.href);

async function served(): Promise<Partial<Config> | undefined> {
  const response = await fetch(new URL('config.json', document.baseURI), { cache: 'no-store' }).catch(() => undefined);
  // Vite's server answers unknown paths with the page.
  return response?.ok && response.headers.get('content-type')?.includes('json') ? response.json() : undefined;
}

function fromEnvironment(): Partial<Config> {
  const { VITE_API_URL, VITE_API_KEY, VITE_TOKEN_DELIVERY, VITE_MAILBOX, VITE_JWKS, VITE_OAUTH_DOMAIN, VITE_OAUTH_CLIENT_ID, VITE_OAUTH_PROVIDER } =
    import.meta.env as Record<string, string | undefined>;
  return {
    apiUrl: VITE_API_URL ?? '',
    apiKey: VITE_API_KEY || undefined,
    tokenDelivery: (VITE_TOKEN_DELIVERY || 'BODY') as Config['tokenDelivery'],
    mailbox: VITE_MAILBOX || undefined,
    jwks: VITE_JWKS || undefined,
    oauth: VITE_OAUTH_DOMAIN && VITE_OAUTH_CLIENT_ID && VITE_OAUTH_PROVIDER
      ? { domain: VITE_OAUTH_DOMAIN, clientId: VITE_OAUTH_CLIENT_ID, provider: VITE_OAUTH_PROVIDER } : undefined,
  };
}
