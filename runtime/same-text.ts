/**
 * Whether two texts are the same, in a time that tells neither how much of them is nor how long the secret one is. Node's modules are asked of
 * the process: a `require` would be left over where esbuild makes an ES module of runtime.js.
 */
export const isSameText = (one: string, other: string): boolean => {
  const { createHash, timingSafeEqual } = process.getBuiltinModule('node:crypto');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
};
