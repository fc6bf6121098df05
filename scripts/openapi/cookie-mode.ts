import { bodySchema } from './body-schema';
import { REFRESH_TOKEN_COOKIE, type CookieMode, type Operation } from '../../src/contract';

const answers: Record<CookieMode['answer'], string> = {
  SETS: 'An answer with tokens sets the cookie, and its body holds no `refresh_token`.',
  CLEARS: 'A success that ends the sessions clears the cookie.',
};

/** `x-cookie-mode`: what is different where the API has `tokenDelivery: COOKIE`. */
export const cookieModeOf = ({ cookieMode }: Operation) => cookieMode && {
  'x-cookie-mode': {
    description: [
      ...cookieMode.reads ? ['The cookie is sent instead of `refresh_token`.'] : [],
      answers[cookieMode.answer],
      ...cookieMode.reads || cookieMode.answer === 'SETS' ? ['The header `Origin` has to be that of a page of the app.'] : [],
    ].join(' '),
    cookie: REFRESH_TOKEN_COOKIE,
    reads: cookieMode.reads,
    answer: cookieMode.answer,
    ...cookieMode.body && { requestBody: bodySchema(cookieMode.body) },
  },
};
