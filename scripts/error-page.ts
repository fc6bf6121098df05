import { errorCodesOf } from './error-codes';
import { errorGuide, gatewayGuide, gatewayMessages, type GatewayStatus, type Guide } from './error-guide';
import { errors, operations, type ErrorCode, type Operation } from '../src/contract';

const rows = Object.values<Operation>(operations);

/** What every operation with a body answers is said so, not listed. */
const answeredBy = (code: ErrorCode): string => {
  const answering = rows.filter((row) => errorCodesOf(row).includes(code));
  if (answering.length === rows.length) {
    return 'all operations';
  }
  const withBody = rows.filter(({ body }) => body);
  return answering.length === withBody.length && withBody.every((row) => answering.includes(row)) ? 'all operations with a body'
    : answering.map(({ operation }) => `\`${operation}\``).join(', ');
};

const guidance = ({ means, person, client }: Guide) => [`- **What it means.** ${means}`, `- **What the person can do.** ${person}`, `- **What the client does.** ${client}`];

const section = ([code, { status, message }]: [string, { status: number; message: string }]) => [
  `### ${code}`, '', `${status}: "${message}"`, '', ...guidance(errorGuide[code as ErrorCode]), `- **Answered by** ${answeredBy(code as ErrorCode)}.`, '',
];

const gatewaySection = ([status, guide]: [string, Guide]) => [
  `### ${status} without a code`, '', `\`{"message": "${gatewayMessages[Number(status) as GatewayStatus]}"}\``, '', ...guidance(guide), '',
];

/** Codes that some operation answers, in the order of their status. */
const answered = Object.entries<{ readonly status: number; readonly message: string }>(errors)
  .filter(([code]) => rows.some((row) => errorCodesOf(row).includes(code as ErrorCode)))
  .sort(([, one], [, other]) => one.status - other.status);

/** docs/errors.md: every error, what it means and what to do. */
export const errorPage = (): string => [
  '# Errors',
  '',
  'Written by `npm run docs` from `src/contract/errors.ts` and `scripts/error-guide.ts`. A function answers `{message, error_message, code, request_id}`, and',
  '`fields` where some are to blame. Show `message` to people; decide by `code`. "Do not retry" means that the same request would be answered in the same way.',
  '',
  '| Code | Status | Message |',
  '|---|---|---|',
  ...answered.map(([code, { status, message }]) => `| [${code}](#${code.toLowerCase()}) | ${status} | ${message} |`),
  '',
  '## By code',
  '',
  ...answered.flatMap(section),
  '## What API Gateway answers by itself',
  '',
  'Before a function is asked, and with `message` alone.',
  '',
  ...Object.entries<Guide>(gatewayGuide).flatMap(gatewaySection),
].join('\n');
