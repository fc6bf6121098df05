import { environment } from './environment';

/** Whether `registration` leaves it to administrators to make accounts. */
export const isRegistrationClosed = environment.REGISTRATION === 'ADMINISTRATORS';
