import { domainHost } from './cognito/domain-host';
import { PREFIX } from './internal-routes';
import { LocalError } from './local-error';

/** The stack's output that says, as JSON, what a page has to know of it. */
const OUTPUT = 'AppConfig';

interface Run {
  readonly url: string;
  readonly region: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly userPoolDomains: readonly string[];
}

/**
 * What `/config.json` answers the served app: the stack's output `AppConfig`, with the addresses that its pools have on AWS turned into those of this
 * run. The API is where the page is, and so are the mails.
 */
export function appConfig({ url, region, outputs, userPoolDomains }: Run): object {
  const replaced: [string, string][] = [
    [`https://cognito-idp.${region}.amazonaws.com/`, `${url}${PREFIX}/cognito-idp/`],
    ...userPoolDomains.map((domain): [string, string] => [`https://${domainHost(domain, region)}`, `${url}${PREFIX}/auth/${domain}`]),
  ];
  const local = (value: unknown): unknown => {
    const [onAws, here] = replaced.find(([prefix]) => typeof value === 'string' && value.startsWith(prefix)) ?? [];
    return onAws === undefined ? value : `${here}${(value as string).slice(onAws.length)}`;
  };
  return { ...stated(outputs[OUTPUT], local), apiUrl: '', mailbox: `${PREFIX}/` };
}

function stated(output: unknown, map: (value: unknown) => unknown): object {
  if (output === undefined) {
    return {};
  }
  try {
    const value = JSON.parse(String(output), (_, nested) => map(nested));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value;
    }
  } catch {
    // Said below.
  }
  throw new LocalError(`The stack's output ${OUTPUT} must be a JSON object, for it is what /config.json answers, and is ${JSON.stringify(output)}`);
}
