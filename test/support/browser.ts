import { CookieJar, PrefixSecurityEnum } from 'tough-cookie';
import type { Answer, LocalApi } from './local';

/** A page in a browser with a cookie jar of its own, which calls the API with `credentials: 'include'`. */
export interface Browser extends LocalApi {
  /** The value of a cookie that the browser would send to the API now. */
  cookie(name: string): Promise<string | undefined>;
}

/** `origin` is the page's, which is of the API's site. */
export const browserAt = (api: LocalApi, origin: string): Browser => {
  const jar = new CookieJar(undefined, { prefixSecurity: PrefixSecurityEnum.STRICT });
  const sent = () => jar.getCookies(api.url, { sameSiteContext: 'strict' });
  const browser: Browser = Object.create(api);
  browser.cookie = async (name) => (await sent()).find(({ key }) => key === name)?.value;
  browser.call = async (route, body, headers = {}): Promise<Answer> => {
    if (route.includes(' /_local/')) {
      return api.call(route, body, headers);
    }
    const cookie = await jar.getCookieString(api.url, { sameSiteContext: 'strict' });
    const answer = await api.call(route, body, { origin, ...cookie && { cookie }, ...headers });
    for (const line of answer.headers.getSetCookie()) {
      // Throws where a browser would silently drop the cookie: a prefix without its attributes, for one.
      await jar.setCookie(line, api.url, { ignoreError: false, sameSiteContext: 'strict' });
    }
    return answer;
  };
  return browser;
};
