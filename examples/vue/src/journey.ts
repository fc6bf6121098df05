import { ApiError, type Routes } from 'cognito-auth-api-client';
import { reactive } from 'vue';
import { client, session } from './api';

export type Step = 'sign-in' | 'register' | 'confirm' | 'enrol' | 'code' | 'account' | 'forgot' | 'new-password';
type Fields = Record<string, string>;
type NextStep = Routes['POST /v1/login']['answer'];
type VerificationType = Routes['POST /v1/mfa-verify']['body']['verification_type'];

/** All that the page shows. */
export const state = reactive({
  step: 'sign-in' as Step,
  status: '',
  error: '',
  fields: {} as Readonly<Fields>,
  busy: false,
  email: '',
  qrCode: { url: '', secret: '' },
  info: undefined as Routes['GET /v1/userinfo']['answer'] | undefined,
});

/** What the next call has to say again. */
let userId = '';
let verification: { session?: string; type?: string } = {};

const go = (step: Step, status = '') => { Object.assign(state, { step, status, error: '', fields: {} }); };

const enrol = ({ qr_code_secret = '', qr_code_secret_url = '' }: Pick<NextStep, 'qr_code_secret' | 'qr_code_secret_url'>, status?: string) => {
  state.qrCode = { url: qr_code_secret_url, secret: qr_code_secret };
  go('enrol', status);
};

const showAccount = async (status?: string) => {
  state.info = await session.call('GET /v1/userinfo');
  go('account', status);
};

/** What a sign-in goes on with: the tokens, or what comes before them. */
const follow = async (answer: NextStep) => {
  userId = answer.user_id ?? userId;
  verification = { session: answer.verification_session, type: answer.verification_type };
  if (session.start(answer)) {
    await showAccount();
  } else if (answer.verification_type === 'MFA_SETUP') {
    enrol(answer);
  } else {
    go(answer.verification_type === 'NEW_PASSWORD_REQUIRED' ? 'confirm' : 'code');
  }
};

const forms: Partial<Record<Step, (fields: Fields) => Promise<void>>> = {
  'sign-in': async ({ email, password }) => {
    state.email = email;
    await follow(await client.call('POST /v1/login', { body: { email, password } }));
  },
  'register': async ({ full_name, email, mobile_phone_number }) => {
    ({ user_id: userId } = await client.call('POST /v1/users', { body: { full_name, email, mobile_phone_number } }));
    state.email = email;
    go('confirm', 'We have sent you a mail with a temporary password.');
  },
  'confirm': async ({ temporary_password, new_password }) => {
    const answer = await client.call('POST /v1/users/{user_id}/confirm', {
      path: { user_id: userId }, body: { email: state.email, temporary_password, new_password },
    });
    verification = { session: answer.verification_session };
    if (answer.qr_code_secret) {
      enrol(answer, 'Your password is set.');
    } else {
      go('sign-in', 'Your password is set. Please sign in.');
    }
  },
  'enrol': async ({ otp }) => {
    await client.call('POST /v1/users/{user_id}/confirm-mfa', {
      path: { user_id: userId }, body: { email: state.email, otp, verification_session: verification.session },
    });
    go('sign-in', 'Your authenticator app is set up. Please sign in.');
  },
  'code': async ({ otp_code }) => {
    const { type, session: verification_session } = verification;
    session.start(await client.call('POST /v1/mfa-verify', {
      body: { email: state.email, verification_type: type as VerificationType, verification_session: verification_session!, otp_code },
    }));
    await showAccount();
  },
  'forgot': async ({ email }) => {
    ({ user_id: userId } = await client.call('POST /v1/forgot-password', { body: { email } }));
    state.email = email;
    go('new-password', 'If there is an account with this address, a mail with a code is on its way.');
  },
  'new-password': async ({ verification_code, new_password }) => {
    await client.call('POST /v1/users/{user_id}/confirm-password', {
      path: { user_id: userId }, body: { email: state.email, verification_code, new_password },
    });
    go('sign-in', 'Your new password is set. Please sign in with it.');
  },
};

/** One call at a time; what fails is said where it is about. */
const run = async (work: () => Promise<void>) => {
  if (state.busy) {
    return;
  }
  Object.assign(state, { busy: true, error: '', fields: {} });
  try {
    await work();
  } catch (error) {
    state.status = '';
    state.error = error instanceof Error ? error.message : 'Something went wrong. Please try again.';
    state.fields = (error instanceof ApiError && error.fields) || {};
  } finally {
    state.busy = false;
  }
};

export const submit = (fields: Fields) => run(() => forms[state.step]!(fields));
export const show = (step: Step) => go(step);
export const resend = () => run(async () => {
  await client.call('POST /v1/resend-confirmation-code', { body: { email: state.email } });
  state.status = 'If the account is not confirmed yet, another mail is on its way.';
});
export const reload = () => run(() => showAccount('This is what the API says now.'));
export const signOut = () => run(async () => {
  const ending = session.end();
  go('sign-in', 'You are signed out.');
  await ending;
});

// The session has ended elsewhere, or this page's call has ended it.
session.subscribe((event) => {
  if (event === 'EXPIRED') {
    go('sign-in');
  }
});
