import type { Journey } from './journey';
import { adminJourneys } from './journeys/admin';
import { adminAccountJourneys } from './journeys/admin-accounts';
import { challengeJourneys } from './journeys/challenge';
import { defaultJourneys } from './journeys/default';
import { factorJourneys } from './journeys/factors';
import { personJourneys } from './journeys/person';
import { profileJourneys } from './journeys/profile';
import { sessionJourneys } from './journeys/sessions';
import { signUpJourneys } from './journeys/sign-up';

export const journeys: readonly Journey[] = [
  ...defaultJourneys,
  ...signUpJourneys,
  ...challengeJourneys,
  ...factorJourneys,
  ...profileJourneys,
  ...sessionJourneys,
  ...personJourneys,
  ...adminJourneys,
  ...adminAccountJourneys,
];
