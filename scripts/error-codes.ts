import { bodyErrors, closedErrors, commonErrors, cookieModeErrors, errors, frontErrors, requestErrors, type ErrorCode, type Operation } from '../src/contract';

/** All that an operation can answer, in the order of the table of errors: what its row says, and what it has in common with others of its kind. */
export const errorCodesOf = (row: Operation): ErrorCode[] => {
  const codes: readonly ErrorCode[] = [
    ...row.errors,
    ...commonErrors,
    ...frontErrors,
    ...row.path || row.query || row.body ? requestErrors : [],
    ...row.body ? bodyErrors : [],
    ...row.cookieMode ? cookieModeErrors(row.cookieMode) : [],
    ...row.registers ? closedErrors : [],
  ];
  return (Object.keys(errors) as ErrorCode[]).filter((code) => codes.includes(code));
};
