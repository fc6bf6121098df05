import { CookieJar } from 'tough-cookie';

/** What came back last, at which address. */
export interface Visited {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A browser without scripts: cookies, redirects, forms. It stops before addresses that are not the runner's, such as a client's callback. */
export class PageBrowser {
  readonly jar = new CookieJar();
  private page?: Visited;

  constructor(private readonly home: string) {}

  async open(address: string | URL): Promise<Visited> {
    return this.follow(new URL(address, this.page?.url ?? this.home), { method: 'GET' });
  }

  /** Fills in the page's form and sends it, hidden fields and all. */
  async submit(fields: Record<string, string>, button?: Record<string, string>): Promise<Visited> {
    const { text, url } = this.page!;
    const [, action] = /<form method="post" action="([^"]*)"/.exec(text) ?? [];
    if (action === undefined) throw new Error(`No form at ${url}: ${text}`);
    const inputs = [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const hidden = Object.fromEntries(inputs.map(([, name, value]) => [name, unescaped(value)]));
    return this.post(new URL(unescaped(action), url), { ...hidden, ...fields, ...button });
  }

  async post(address: URL, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Visited> {
    return this.follow(address, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: address.origin, ...headers } });
  }

  /** The addresses of the page's links, by their text. */
  links(): Record<string, string> {
    return Object.fromEntries([...this.page!.text.matchAll(/<a href="([^"]*)">([^<]*)</g)].map(([, href, text]) => [text, unescaped(href)]));
  }

  private async follow(address: URL, init: RequestInit): Promise<Visited> {
    if (address.origin !== new URL(this.home).origin) return { url: address, status: 0, headers: new Headers(), text: '' };
    const cookie = await this.jar.getCookieString(address.href);
    const headers = { ...init.headers as Record<string, string>, ...cookie && { cookie } };
    const response = await fetch(address, { ...init, redirect: 'manual', headers });
    for (const line of response.headers.getSetCookie()) await this.jar.setCookie(line, address.href, { ignoreError: false });
    const location = response.headers.get('location');
    if (location !== null && response.status < 400) return this.follow(new URL(location, address), { method: 'GET' });
    return this.page = { url: address, status: response.status, headers: response.headers, text: await response.text() };
  }
}

const unescaped = (text: string): string => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
