/** Something the person can put right: shown as one line, without a stack. */
export class LocalError extends Error {}
