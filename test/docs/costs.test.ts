import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { costOf, costPage, costTable, listPriceOf } from '../../scripts/costs';
import { listPrices, prices, type Price } from '../../scripts/prices';

/** The sums of docs/costs.md, done once more by hand: numbers as AWS's pages have them, no constant of the script. */
const root = resolve(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'costs.md'), 'utf8');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

test('page and table are fresh (npm run docs writes them)', () => {
  expect(page === costPage()).toBe(true);
  expect(readme).toContain(`<!-- costs -->\n${costTable()}\n<!-- /costs -->`);
});

test('1,000 people on Essentials pay nothing for Cognito, and little for the rest', () => {
  // 34,000 requests: $0.034 of the API; 0.051 GB of log, 0.612 GB of it kept; 4,000 writes and reads; 500 mails; secret and key.
  const byHand = 0 + 0.034 + 0 + 0.612 * 0.03 + (4 * 0.005 + 4 * 0.0004 + 0.034 * 0.05) + 500 * 0.00016 + 1.4;
  expect(costOf('ESSENTIALS', 1_000).total).toBeCloseTo(byHand, 6);
  expect(page).toContain('| 1,000 | $1.56 | $1.56 | $21.56 | $1.56 | ');
});

test('Plus has nothing for free', () => {
  expect(costOf('PLUS', 1_000).cognito).toBeCloseTo(20, 6);
  expect(costOf('PLUS', 50_000).cognito).toBeCloseTo(1_000, 6);
});

test('100,000 people on Essentials', () => {
  // 90,000 people at $0.015. 3.4 million requests, of which 2.4 million functions are paid and 170,000 GB-seconds are free. 5.1 GB of log, 0.1 of it paid, 61.2 GB kept.
  const byHand = 1_350 + 3.4 + 2.4 * 0.2 + 0 + (0.1 * 0.5 + 61.2 * 0.03) + (400 * 0.005 + 400 * 0.0004 + 3.4 * 0.05) + 50_000 * 0.00016 + 1.4;
  expect(byHand).toBeCloseTo(1_367.496, 3);
  expect(costOf('ESSENTIALS', 100_000).total).toBeCloseTo(byHand, 6);
  expect(page).toMatch(/\| 100,000 \| \$\d+ \| \$1,367 \| /);
});

test('a million people on Lite: 90,000 at the first price, 900,000 at the second', () => {
  const cognito = 90_000 * 0.0055 + 900_000 * 0.0046;
  expect(cognito).toBeCloseTo(4_635, 6);
  expect(costOf('LITE', 1_000_000).cognito).toBeCloseTo(cognito, 6);
  // 34 million requests; 33 million functions and 1.7 - 0.4 million GB-seconds are paid; 51 GB of log, 46 of it paid, 612 GB kept; 4 million writes and reads.
  const rest = 34 + (33 * 0.2 + 1_300_000 * 0.0000133334)
    + (46 * 0.5 + 612 * 0.03) + (4_000 * 0.005 + 4_000 * 0.0004 + 34 * 0.05) + 500_000 * 0.00016 + 1.4;
  expect(costOf('LITE', 1_000_000).total).toBeCloseTo(cognito + rest, 6);
});

test('10,000 people are the last that are free, on Lite and Essentials', () => {
  expect(costOf('LITE', 10_000).cognito).toBe(0);
  expect(costOf('ESSENTIALS', 10_000).cognito).toBe(0);
  expect(costOf('ESSENTIALS', 10_001).cognito).toBeCloseTo(0.015, 6);
});

test('of other vendors it says what their list says, and nothing where there is none', () => {
  expect(listPriceOf('Auth0', 500)).toContain('$0.00 (Free, without Pro MFA');
  expect(listPriceOf('Auth0', 25_000)).toContain('$0.00 (Free');
  expect(listPriceOf('Auth0', 50_000)).toBe('no list price');
  expect(listPriceOf('Okta', 1_000)).toBe('$3,000 and more on request');
});

test('every price stands on the page with its source and its day', () => {
  for (const { source, date } of [...Object.values<Price>(prices), ...listPrices]) {
    expect(page).toContain(`](${source}), ${date}`);
    expect(source).toMatch(/^https:\/\//);
  }
});
