import { attributes, changeOf } from './lib/address-change';
import { askForChange, askForProof } from './lib/attribute-code';
import { bearerOf } from './lib/bearer';
import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';

export const handler = operation<'POST /v1/userinfo/verify'>(async (request) => {
  const { attribute } = request.body;
  const { name, verified } = attributes[attribute];
  const person = await bearerOf(request);
  const waiting = (await changeOf(attribute, person))?.content.to;
  if (waiting !== undefined && waiting !== person.attributes[name]?.toLowerCase()) {
    await askForChange(attribute, person, waiting);
  } else if (person.attributes[name] && person.attributes[verified] !== 'true') {
    await askForProof(attribute, person, request.token);
  } else {
    throw new HttpError('INVALID_STATE');
  }
  return { email: person.email, user_id: person.sub, status: 'VERIFICATION_CODE_SENT' };
});
