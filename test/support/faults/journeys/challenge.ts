import { secretOf } from '../../person';
import { ok, post, type Journey } from '../journey';
import type { Traveller } from '../traveller';

/** Signs in as clients do that take any challenge, as far as the password goes. */
const beginWith = async (traveller: Traveller, password: string) =>
  (await traveller.must(post(traveller, 'login', { password, factor: 'PASSWORD' }))).body;

export const challengeJourneys: readonly Journey[] = [
  {
    operation: 'challenge',
    stage: 'ENROLLED',
    proof: 'AdminRespondToAuthChallenge',
    spending: 'AdminRespondToAuthChallenge',
    countsCodes: true,
    prepare: async (traveller) => {
      const { verification_session, verification_type } = await beginWith(traveller, traveller.password);
      return {
        send: async () => post(traveller, 'challenge', { verification_session, verification_type, otp_code: await traveller.otp() }),
        holds: async ({ body }) => ok(await traveller.refresh(body.refresh_token)),
      };
    },
  },
  {
    operation: 'challenge',
    stage: 'HALFWAY',
    // The session says that the password was right.
    proof: 'GetSecretValue',
    spending: 'VerifySoftwareToken',
    countsCodes: true,
    prepare: async (traveller) => {
      const { verification_session, verification_type } = await beginWith(traveller, traveller.password);
      return {
        send: async () => post(traveller, 'challenge', { verification_session, verification_type, otp_code: await traveller.otp() }),
        holds: async ({ body }) => ok(await traveller.refresh(body.refresh_token))
          && !(await traveller.objects()).some((name) => ['qr.png', 'enrolment.json'].includes(name)),
      };
    },
  },
  {
    operation: 'challenge',
    stage: 'INVITED',
    proof: 'GetSecretValue',
    spending: 'AdminRespondToAuthChallenge',
    prepare: async (traveller) => {
      const temporary = secretOf(await traveller.world.mail(traveller.email));
      const { verification_session, verification_type } = await beginWith(traveller, temporary);
      return {
        send: () => post(traveller, 'challenge', { verification_session, verification_type, new_password: traveller.password }),
        holds: async () => ok(await traveller.confirmMfa()),
      };
    },
  },
];
