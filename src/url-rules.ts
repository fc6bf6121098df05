import { Token } from 'aws-cdk-lib';
import { broken, Rule } from './rule';

const CLIENT_SETTINGS = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html';

/** Where browsers may be sent after a sign-in or a sign-out. `{path}` is `clients.{name}.callbackUrls` or `clients.{name}.logoutUrls`. */
export const urlRules = {
  count: {
    path: '{path}',
    allowed: '1 to 100 addresses',
    advice: 'Cognito takes no more: use one address of your own that leads on, or a client per app.',
    link: CLIENT_SETTINGS,
  },
  url: {
    path: '{path}[{index}]',
    allowed: 'an absolute address of at most 1024 characters, without a fragment, user name, wildcard and space',
    advice: 'Write it letter by letter as the app sends it, such as "https://app.example.com/callback": Cognito compares all of it.',
    link: CLIENT_SETTINGS,
  },
  insecure: {
    path: '{path}[{index}]',
    allowed: 'an https address, or an http one of localhost, 127.0.0.1 or [::1]',
    advice: 'The code travels in it, and over http everybody on the way could read it.',
    link: CLIENT_SETTINGS,
  },
  scheme: {
    path: '{path}[{index}]',
    allowed: 'an https address where kind is "WEB"',
    advice: 'Only installed apps have schemes of their own: set kind: AppClientKind.NATIVE.',
    link: CLIENT_SETTINGS,
  },
  forbiddenScheme: {
    path: '{path}[{index}]',
    allowed: 'an https address or one with a scheme of the app\'s own',
    advice: 'Browsers would run or open what comes back: use a scheme such as "com.example.app".',
    link: 'https://www.rfc-editor.org/rfc/rfc8252#section-7.1',
  },
} satisfies Record<string, Rule>;

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const FORBIDDEN = ['about:', 'blob:', 'data:', 'file:', 'filesystem:', 'ftp:', 'javascript:', 'vbscript:', 'ws:', 'wss:'];

export function urlProblems(path: string, urls: string[], schemesAllowed: boolean): string[] {
  if (Token.isUnresolved(urls)) return [];
  if (urls.length === 0 || urls.length > 100) return [broken(urlRules.count, urls.length, { path })];
  return urls.flatMap((url, index) => {
    const rule = Token.isUnresolved(url) ? undefined : brokenRule(url, schemesAllowed);
    return rule ? [broken(rule, url, { path, index })] : [];
  });
}

function brokenRule(url: string, schemesAllowed: boolean): Rule | undefined {
  if (!/^[a-z][a-z0-9+.-]*:[^\s*#\p{C}]+$/iu.test(url) || url.length > 1024 || !URL.canParse(url)) return urlRules.url;
  const { protocol, hostname, username, password } = new URL(url);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  // The parser takes "https:/host" and "https:\\host", too.
  if (username || password || (isWeb && !/^https?:\/\/[^/\\?]/i.test(url))) return urlRules.url;
  if (protocol === 'http:') return LOOPBACK.includes(hostname) ? undefined : urlRules.insecure;
  if (isWeb) return undefined;
  if (FORBIDDEN.includes(protocol)) return urlRules.forbiddenScheme;
  return schemesAllowed ? undefined : urlRules.scheme;
}
