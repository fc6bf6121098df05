import { Vector } from '../vector';
import { CLIENT, confirmed, POOL, refused, signIn } from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const wrong = (advance = 0) => signIn({ advance, ...refused('NotAuthorizedException', 'Incorrect username or password.') }, 'Wrong-password-1');
const locked = (advance = 0) => signIn({ advance, ...refused('NotAuthorizedException', 'Password attempts exceeded') });
const five = Array.from({ length: 5 }, () => wrong());
const right = (advance = 0) => signIn({ advance, expect: { AuthenticationResult: { TokenType: 'Bearer' } } });

const source = 'developer guide, lockout behavior for failed sign-in attempts';

export const lockoutVectors: Vector[] = [
  { ...base, name: 'four wrong passwords lock nobody out', tag: 'D', source, steps: [...confirmed(), ...five.slice(1), right()] },
  { ...base, name: 'the fifth wrong password locks for a second, even the right one', tag: 'D', source, steps: [...confirmed(), ...five, locked(), right(1)] },
  {
    ...base, name: 'each further one doubles the lock', tag: 'D', source, steps: [...confirmed(), ...five, wrong(1), locked(1), wrong(1), locked(3), right(1)],
  },
  {
    ...base, name: 'attempts while locked do not lengthen the lock', tag: 'D', source, steps: [...confirmed(), ...five, wrong(1), locked(), locked(), locked(), right(2)],
  },
  { ...base, name: 'a successful sign-in ends the count', tag: 'D', source, steps: [...confirmed(), ...five, right(1), ...five.slice(1), right()] },
  {
    ...base,
    name: 'a quarter of an hour without attempts ends the count',
    tag: 'D',
    source,
    steps: [...confirmed(), ...five, wrong(1), ...five.slice(1).map((step, index) => index === 0 ? { ...step, advance: 902 } : step), right()],
  },
];
