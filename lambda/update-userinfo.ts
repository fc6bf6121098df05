import { UpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS, type Person } from './lib/access-token';
import { attributes, changeOf, settleChange, type Attribute } from './lib/address-change';
import { askForChange } from './lib/attribute-code';
import { answering } from './lib/aws-errors';
import { bearerOf } from './lib/bearer';
import { cognito } from './lib/cognito';
import { assertFreshSignIn } from './lib/fresh-sign-in';
import { operation } from './lib/operation';

/** The attributes that the app's client may write anyway, by the request's names. */
const NAMES = { full_name: 'name', given_name: 'given_name', family_name: 'family_name', locale: 'locale' } as const;

type Names = { readonly [Field in keyof typeof NAMES]?: string };

const rename = async (AccessToken: string, names: Names): Promise<void> => {
  const given = (Object.keys(NAMES) as (keyof Names)[]).filter((field) => names[field] !== undefined);
  if (given.length === 0) {
    return;
  }
  const UserAttributes = given.map((field) => ({ Name: NAMES[field], Value: names[field] }));
  await cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS))
    .catch(answering('INVALID_REQUEST', ['InvalidParameterException'], Object.fromEntries(given.map((field) => [field, 'is not accepted']))));
};

/** Says whether a code is on its way. One that is the person's already takes back a change that waits. */
const move = async (attribute: Attribute, person: Person, present: string | undefined, to: string | undefined): Promise<boolean> => {
  if (to === undefined) {
    return false;
  }
  if (to !== present) {
    await askForChange(attribute, person, to);
    return true;
  }
  const waiting = (await changeOf(attribute, person))?.content;
  if (waiting?.to !== undefined) {
    await settleChange(attribute, person, waiting);
  }
  return false;
};

export const handler = operation<'PATCH /v1/userinfo'>(async (request) => {
  const { email, mobile_phone_number, ...names } = request.body;
  if (email !== undefined || mobile_phone_number !== undefined) {
    assertFreshSignIn(request.claims);
  }
  const person = await bearerOf(request);
  await rename(request.token, names);
  const verification_required: Attribute[] = [];
  // One after the other, in calls of their own: an address that is taken must not keep the number's code back, or that would tell.
  if (await move('EMAIL', person, person.email, email)) {
    verification_required.push('EMAIL');
  }
  if (await move('PHONE', person, person.attributes[attributes.PHONE.name], mobile_phone_number)) {
    verification_required.push('PHONE');
  }
  return { email: person.email, user_id: person.sub, status: 'USERINFO_UPDATED', verification_required };
});
