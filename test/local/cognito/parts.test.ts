import { countFailure, refuseWhileLocked } from '../../../local/cognito/lockout';
import { checkPassword, temporaryPassword } from '../../../local/cognito/password-policy';
import { hashPassword, verifyPassword } from '../../../local/cognito/passwords';
import { refreshTokenString, sessionString } from '../../../local/cognito/random';
import { Pool, User } from '../../../local/cognito/state';
import { checkTotp, newSecret } from '../../../local/cognito/totp';

const poolWith = (PasswordPolicy?: object) => ({ config: PasswordPolicy ? { Policies: { PasswordPolicy } } : {} }) as unknown as Pool;

describe('TOTP', () => {
  // RFC 6238, appendix B, SHA-1: the key is the ASCII text 12345678901234567890, here in base32; the last six of the eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  test.each([
    [59, '287082'], [1111111109, '081804'], [1111111111, '050471'], [1234567890, '005924'], [2000000000, '279037'], [20000000000, '353130'],
  ])('at %i s the code is %s', (time, code) => {
    expect(checkTotp({ secret, usedSteps: [] }, code, time * 1000)).toBe('right');
    expect(checkTotp({ secret, usedSteps: [] }, code, (time + 30) * 1000)).toBe('right');
    expect(checkTotp({ secret, usedSteps: [] }, code, (time - 30) * 1000)).toBe('right');
    expect(checkTotp({ secret, usedSteps: [] }, code, (time + 60) * 1000)).toBe('wrong');
  });

  test('a code is taken once, another step\'s code still', () => {
    const token = { secret, usedSteps: [] };
    expect(checkTotp(token, '081804', 1111111109_000)).toBe('right');
    expect(checkTotp(token, '081804', 1111111109_000)).toBe('used');
    expect(checkTotp(token, '050471', 1111111111_000)).toBe('right');
  });

  test.each(['', '12345', 'abcdef', '2870820'])('%j is no code', (code) => {
    expect(checkTotp({ secret, usedSteps: [] }, code, 59_000)).toBe('wrong');
  });

  test('secrets are 52 characters of base32 and differ', () => {
    expect(newSecret()).toMatch(/^[A-Z2-7]{52}$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});

describe('the password policy', () => {
  test.each([
    ['Abcdef1', 'Password not long enough'],
    ['abcdefg1!', 'Password must have uppercase characters'],
    ['ABCDEFG1!', 'Password must have lowercase characters'],
    ['Abcdefgh!', 'Password must have numeric characters'],
    ['Abcdefgh1', 'Password must have symbol characters'],
  ])('without a policy %s is refused: %s', (password, reason) => {
    expect(() => checkPassword(poolWith(), password)).toThrow(`Password did not conform with policy: ${reason}`);
  });

  test.each(['Abcdefg1!', 'Abcdefg1 x', 'Abcdefg1+'])('without a policy %s is taken', (password) => {
    expect(() => checkPassword(poolWith(), password)).not.toThrow();
  });

  test('a stated policy asks only for what it states', () => {
    expect(() => checkPassword(poolWith({ MinimumLength: 6 }), 'aaaaaa')).not.toThrow();
    expect(() => checkPassword(poolWith({ MinimumLength: 6, RequireNumbers: true }), 'aaaaaa')).toThrow(/numeric/);
  });

  test.each([6, 14, 30])('generated passwords meet a policy of %i characters', (MinimumLength) => {
    const policy = { MinimumLength, RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true };
    const passwords = Array.from({ length: 300 }, () => temporaryPassword(poolWith(policy)));
    for (const password of passwords) expect(() => checkPassword(poolWith(policy), password)).not.toThrow();
    expect(passwords.every((password) => /^[A-Za-z]/.test(password))).toBe(true);
    expect(new Set(passwords).size).toBe(300);
  });
});

describe('passwords', () => {
  test('verify against their own hash only', () => {
    const hash = hashPassword('secret');
    expect([verifyPassword('secret', hash), verifyPassword('Secret', hash), verifyPassword('secret', undefined)]).toEqual([true, false, false]);
    expect(hashPassword('secret')).not.toBe(hash);
  });

  test('take about as long for nobody as for somebody', () => {
    const time = (hash: string | undefined) => {
      // Not the clock on the wall: other processes share the cores.
      const start = process.cpuUsage();
      for (let i = 0; i < 40; i++) verifyPassword('secret', hash);
      return process.cpuUsage(start).user;
    };
    const hash = hashPassword('other');
    const ratios = Array.from({ length: 5 }, () => time(undefined) / time(hash)).sort();
    expect(ratios[2]).toBeGreaterThan(0.5);
    expect(ratios[2]).toBeLessThan(2);
  });
});

describe('the lockout', () => {
  test('is at most a quarter of an hour', () => {
    const user = { lockout: { failures: 0, lockedUntil: 0 } } as User;
    const locks = Array.from({ length: 17 }, () => {
      countFailure(user, 0);
      return user.lockout.lockedUntil / 1000;
    });
    expect(locks).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  test('refuses until the very end', () => {
    const user = { lockout: { failures: 5, lockedUntil: 1000 } } as User;
    expect(() => refuseWhileLocked(user, 999)).toThrow('Password attempts exceeded');
    expect(() => refuseWhileLocked(user, 1000)).not.toThrow();
  });
});

test('sessions and refresh tokens are about as long as real ones, and of their alphabet', () => {
  expect(sessionString()).toMatch(/^AYAB[\w-]{1024}$/);
  expect(refreshTokenString()).toMatch(/^eyJ[\w-]+(\.[\w-]+){4}$/);
  expect(refreshTokenString().length).toBeGreaterThan(1500);
});
