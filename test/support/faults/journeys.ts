import type { Traveller } from './traveller';
import type { operations } from '../../../src/contract';
import type { Answer } from '../local';
import { bearer, secretOf } from '../person';

type OperationName = (typeof operations)[keyof typeof operations]['operation'];

/** A legitimate request of someone for whom it would succeed. It can be sent again as it is. */
export interface Attempt {
  send(): Promise<Answer>;
  /** Whether what a success promises is true. Each step is one that the person could take. */
  holds(answer: Answer): Promise<boolean>;
  /** Whether the account is as safe as before, whatever was answered, given what tells whether a session from before is over. */
  isSafe?(isOver: () => Promise<boolean>): Promise<boolean>;
}

/** How far someone has come before: registered; with a QR code; with a working second factor. */
type Stage = 'NOBODY' | 'INVITED' | 'HALFWAY' | 'ENROLLED';

export interface Journey {
  readonly operation: OperationName;
  readonly stage: Stage;
  /** The AWS call that proves who asks, on operations that anyone may call; without it nothing is ever proven. */
  readonly proof?: string;
  /** The AWS call after which the request cannot be sent again, since it has spent a code, a session or the password that it asks for. */
  readonly spending?: string;
  /** It counts the codes that it is sent, and takes only so many. */
  readonly countsCodes?: boolean;
  /** No session from before may outlive it. */
  readonly endsSessions?: boolean;
  /** There is nothing to do where the account is gone. */
  readonly endsAll?: boolean;
  prepare(traveller: Traveller): Promise<Attempt>;
}

const ok = ({ status }: Answer) => status < 300;

const reach: Record<Stage, (traveller: Traveller) => Promise<unknown>> = {
  NOBODY: async () => {},
  INVITED: (traveller) => traveller.must(traveller.register()),
  HALFWAY: async (traveller) => {
    await traveller.must(traveller.register());
    await traveller.must(traveller.confirm());
  },
  ENROLLED: (traveller) => traveller.enrol(),
};
export const bringTo = (stage: Stage, traveller: Traveller) => reach[stage](traveller);

/** An operation that mails something: what it promises is the mail. */
const mailing = async (traveller: Traveller, send: Attempt['send']): Promise<Attempt> => {
  const before = await traveller.mailCount();
  return { send, holds: async () => await traveller.mailCount() > before };
};

const post = (traveller: Traveller, name: string, fields: object, headers?: Record<string, string>) =>
  traveller.world.call(`POST /v1/${name}`, { email: traveller.email, ...fields }, headers);
const postTo = (traveller: Traveller, name: string, fields: object, headers?: Record<string, string>) =>
  post(traveller, `users/${traveller.userId}/${name}`, fields, headers);

/** Signs in as clients do that take any challenge, as far as the password goes. */
const beginWith = async (traveller: Traveller, password: string) =>
  (await traveller.must(post(traveller, 'login', { password, factor: 'PASSWORD' }))).body;

export const journeys: readonly Journey[] = [
  {
    operation: 'create-user',
    stage: 'NOBODY',
    prepare: (traveller) => mailing(traveller, () => traveller.register()),
  },
  {
    operation: 'confirm-user',
    stage: 'INVITED',
    proof: 'AdminInitiateAuth',
    prepare: async (traveller) => ({
      send: () => traveller.confirm(),
      holds: async () => ok(await traveller.confirmMfa()),
    }),
  },
  {
    operation: 'confirm-mfa',
    stage: 'HALFWAY',
    proof: 'VerifySoftwareToken',
    spending: 'VerifySoftwareToken',
    countsCodes: true,
    prepare: async (traveller) => ({
      send: () => traveller.confirmMfa(),
      holds: async () => ok(await traveller.signIn()) && !(await traveller.objects()).some((name) => ['qr.png', 'enrolment.json'].includes(name)),
    }),
  },
  {
    operation: 'login',
    stage: 'ENROLLED',
    proof: 'AdminInitiateAuth',
    prepare: async (traveller) => ({
      send: () => traveller.login(),
      holds: async ({ body: { verification_session, verification_type } }) =>
        ok(await post(traveller, 'mfa-verify', { verification_session, verification_type, otp_code: await traveller.otp() })),
    }),
  },
  {
    operation: 'login',
    stage: 'HALFWAY',
    proof: 'AdminInitiateAuth',
    prepare: async (traveller) => ({
      send: () => traveller.login(),
      holds: async () => ok(await traveller.confirmMfa()),
    }),
  },
  {
    operation: 'mfa-verify',
    stage: 'ENROLLED',
    proof: 'AdminRespondToAuthChallenge',
    spending: 'AdminRespondToAuthChallenge',
    countsCodes: true,
    prepare: async (traveller) => {
      const { body: { verification_session, verification_type } } = await traveller.login();
      return {
        send: async () => post(traveller, 'mfa-verify', { verification_session, verification_type, otp_code: await traveller.otp() }),
        holds: async ({ body }) => ok(await traveller.refresh(body.refresh_token)),
      };
    },
  },
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
  {
    operation: 'refresh-token',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const { tokens: { refresh_token } } = await traveller.startSession();
      return {
        send: () => traveller.refresh(refresh_token),
        holds: async ({ body }) => ok(await traveller.refresh(body.refresh_token)),
      };
    },
  },
  {
    operation: 'logout',
    stage: 'ENROLLED',
    endsAll: true,
    prepare: async (traveller) => {
      const { tokens: { access_token }, isOver } = await traveller.startSession();
      return { send: () => post(traveller, 'logout', { access_token }), holds: isOver };
    },
  },
  {
    operation: 'userinfo',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const { tokens: { access_token } } = await traveller.startSession();
      return {
        send: () => traveller.world.call('GET /v1/userinfo', undefined, bearer(access_token)),
        holds: async ({ body }) => body.user_id === traveller.sub && body.email === traveller.email && body.name === traveller.name,
      };
    },
  },
  {
    operation: 'forgot-password',
    stage: 'ENROLLED',
    prepare: (traveller) => mailing(traveller, () => post(traveller, 'forgot-password', {})),
  },
  {
    operation: 'confirm-password',
    stage: 'ENROLLED',
    proof: 'ConfirmForgotPassword',
    spending: 'ConfirmForgotPassword',
    endsSessions: true,
    prepare: async (traveller) => {
      await traveller.waitForNextMail();
      await post(traveller, 'forgot-password', {});
      const verification_code = secretOf(await traveller.world.mail(traveller.email));
      const new_password = traveller.newPassword();
      return {
        send: () => postTo(traveller, 'confirm-password', { new_password, verification_code }),
        holds: async () => ok(await traveller.login(new_password)),
        // Without the note, mail alone, which has set the password, could now take the second factor away as well.
        isSafe: async (isOver) => !ok(await traveller.login(new_password))
          || (await isOver() && (await traveller.objects()).includes('password-recovered.json')),
      };
    },
  },
  {
    operation: 'reset-password',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const { tokens: { access_token } } = await traveller.startSession();
      return mailing(traveller, () => postTo(traveller, 'reset-password', {}, bearer(access_token)));
    },
  },
  {
    operation: 'change-password',
    stage: 'ENROLLED',
    spending: 'ChangePassword',
    endsSessions: true,
    prepare: async (traveller) => {
      const { tokens: { access_token } } = await traveller.startSession();
      const old_password = traveller.password;
      const new_password = traveller.newPassword();
      return {
        send: () => postTo(traveller, 'change-password', { old_password, new_password, access_token }),
        holds: async () => ok(await traveller.login(new_password)) && (await traveller.login(old_password)).status === 401,
        isSafe: async (isOver) => !ok(await traveller.login(new_password)) || isOver(),
      };
    },
  },
  {
    operation: 'delete-user',
    stage: 'ENROLLED',
    spending: 'AdminUserGlobalSignOut',
    endsSessions: true,
    endsAll: true,
    prepare: async (traveller) => {
      const { tokens: { access_token } } = await traveller.startSession();
      return {
        send: () => traveller.world.call(`DELETE /v1/users/${traveller.userId}`, undefined, bearer(access_token)),
        holds: async () => (await traveller.login()).status === 401 && (await traveller.objects()).length === 0,
      };
    },
  },
  {
    operation: 'resend-confirmation-code',
    stage: 'INVITED',
    prepare: async (traveller) => {
      await traveller.waitForNextMail();
      return mailing(traveller, () => post(traveller, 'resend-confirmation-code', {}));
    },
  },
  {
    operation: 'resend-mfa',
    stage: 'ENROLLED',
    prepare: (traveller) => mailing(traveller, () => post(traveller, 'resend-mfa', {})),
  },
  {
    operation: 'reset-mfa',
    stage: 'ENROLLED',
    proof: 'AdminInitiateAuth',
    spending: 'ConfirmForgotPassword',
    endsSessions: true,
    prepare: async (traveller) => {
      const verification_code = await traveller.mfaResetCode();
      return {
        send: () => traveller.resetMfa(verification_code),
        holds: async () => (await traveller.login()).body.code === 'MFA_RESET_PENDING' && ok(await traveller.confirmMfa()) && ok(await traveller.signIn()),
      };
    },
  },
];
