import { AttributeType, checkAliasFree, checkAttributes, checkMutable, checkWritable, toRecord } from '../attributes';
import { checkCode, CodePurpose, spendCode } from '../codes';
import { Cognito } from '../cognito';
import { invalidParameter } from '../errors';
import { countCall } from '../limits';
import { CodeDeliveryDetails } from '../messages';
import { operations } from '../operation';
import { VerifiedAttribute } from '../state';
import { Bearer, bearer } from '../tokens';
import { ClientMetadata } from '../triggers';
import { changeAttributes } from '../users';
import { autoVerified, heldBack, sendVerification, verify } from '../verification';

interface BearerInput {
  readonly AccessToken: string;
  readonly ClientMetadata?: ClientMetadata;
}

const VERIFIABLE: readonly VerifiedAttribute[] = ['email', 'phone_number'];

function verifiable(name: string): VerifiedAttribute {
  // [M] unverified text
  if (!(VERIFIABLE as readonly string[]).includes(name)) throw invalidParameter(`Attribute ${name} cannot be verified.`);
  return name as VerifiedAttribute;
}

async function update(cognito: Cognito, { pool, client, user }: Bearer, given: Record<string, string>, metadata: ClientMetadata) {
  checkWritable(client, Object.keys(given));
  checkMutable(pool, Object.keys(given));
  checkAttributes(pool, given);
  checkAliasFree(pool, user, given);
  const changed = VERIFIABLE.filter((name) => given[name] && given[name] !== user.attributes[name]);
  const waiting = changed.filter((name) => heldBack(pool).includes(name));
  changeAttributes(pool, user, (present) => {
    for (const [name, value] of Object.entries(given)) {
      if ((waiting as string[]).includes(name)) continue;
      if (value === '') delete present[name];
      else present[name] = value;
      if ((changed as string[]).includes(name)) present[`${name}_verified`] = 'false';
    }
  });
  cognito.touch(user);
  const sent: CodeDeliveryDetails[] = [];
  for (const attribute of changed.filter((name) => autoVerified(pool).includes(name))) {
    const pendingValue = waiting.includes(attribute) ? given[attribute] : undefined;
    sent.push(await sendVerification(cognito, pool, user, {
      attribute, source: 'UpdateUserAttribute', client, clientMetadata: metadata, pendingValue,
    }));
  }
  return sent;
}

export const selfServiceAttributeOperations = operations({
  UpdateUserAttributes: {
    required: ['AccessToken', 'UserAttributes'],
    optional: ['ClientMetadata'],
    async run(cognito, input: BearerInput & { UserAttributes: AttributeType[] }) {
      const who = await bearer(cognito, input.AccessToken);
      return { CodeDeliveryDetailsList: await update(cognito, who, toRecord(input.UserAttributes), input.ClientMetadata) };
    },
  },
  DeleteUserAttributes: {
    required: ['AccessToken', 'UserAttributeNames'],
    async run(cognito, input: BearerInput & { UserAttributeNames: string[] }) {
      const { pool, client, user } = await bearer(cognito, input.AccessToken);
      const names = input.UserAttributeNames;
      checkWritable(client, names);
      checkMutable(pool, names);
      checkAttributes(pool, Object.fromEntries(names.map((name) => [name, ''])));
      changeAttributes(pool, user, (attributes) => { for (const name of names) delete attributes[name]; });
      cognito.touch(user);
      return {};
    },
  },
  GetUserAttributeVerificationCode: {
    required: ['AccessToken', 'AttributeName'],
    optional: ['ClientMetadata'],
    async run(cognito, input: BearerInput & { AttributeName: string }) {
      const { pool, client, user } = await bearer(cognito, input.AccessToken);
      const attribute = verifiable(input.AttributeName);
      // [M] unverified text
      if (!user.attributes[attribute]) throw invalidParameter(`User does not have the attribute ${attribute}.`);
      countCall(user, 'GetUserAttributeVerificationCode', cognito.now());
      // [O] Always to the present value, also while a new one waits: aws-amplify/amplify-flutter#3756. [M] That the code of the new one is then void.
      return {
        CodeDeliveryDetails: await sendVerification(cognito, pool, user, {
          attribute, source: 'VerifyUserAttribute', client, clientMetadata: input.ClientMetadata,
        }),
      };
    },
  },
  VerifyUserAttribute: {
    required: ['AccessToken', 'AttributeName', 'Code'],
    async run(cognito, input: BearerInput & { AttributeName: string; Code: string }) {
      const { pool, user } = await bearer(cognito, input.AccessToken);
      // [M] That the client need not have the right to write the attribute: the documentation names no such condition.
      const attribute = verifiable(input.AttributeName);
      countCall(user, 'VerifyUserAttribute', cognito.now());
      const purpose: CodePurpose = `ATTRIBUTE:${attribute}`;
      const { pendingValue } = checkCode(user, purpose, input.Code, cognito.now());
      verify(cognito, pool, user, attribute, pendingValue);
      spendCode(user, purpose);
      return {};
    },
  },
});
