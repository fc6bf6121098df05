import type { Journey } from './journey';
import { defaultJourneys } from './journeys/default';
import { factorJourneys } from './journeys/factors';
import { personJourneys } from './journeys/person';
import { profileJourneys } from './journeys/profile';
import { sessionJourneys } from './journeys/sessions';

export const journeys: readonly Journey[] = [
  ...defaultJourneys,
  ...factorJourneys,
  ...profileJourneys,
  ...sessionJourneys,
  ...personJourneys,
];
