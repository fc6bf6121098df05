import { secretOf } from '../../person';
import { mailing, ok, post, type Journey } from '../journey';

export const signUpJourneys: readonly Journey[] = [
  {
    operation: 'sign-up',
    stage: 'NOBODY',
    prepare: (traveller) => mailing(traveller, () => traveller.signUp()),
  },
  {
    operation: 'resend-sign-up',
    stage: 'SIGNING_UP',
    prepare: async (traveller) => {
      await traveller.waitForNextMail();
      return mailing(traveller, () => post(traveller, 'sign-up/resend', {}));
    },
  },
  {
    operation: 'confirm-sign-up',
    stage: 'SIGNING_UP',
    proof: 'ConfirmSignUp',
    spending: 'ConfirmSignUp',
    countsCodes: true,
    prepare: async (traveller) => {
      const verification_code = secretOf(await traveller.world.mail(traveller.email));
      return {
        send: async () => {
          // One try at a time: who was cut off waits until the former one must be over.
          await traveller.world.advance(30);
          return traveller.confirmSignUp({ verification_code });
        },
        holds: async () => ok(await traveller.confirmMfa()),
      };
    },
  },
];
