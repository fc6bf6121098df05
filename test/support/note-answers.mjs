// Loaded before a program that a test runs, by `node --import`: notes what its fetch is answered, as a line of JSON each.
import { appendFileSync } from 'node:fs';

const { fetch } = globalThis;
globalThis.fetch = async (url, init) => {
  const response = await fetch(url, init);
  const { status, headers } = response;
  const noted = { method: init?.method ?? 'GET', url: String(url), status, headers: [...headers], text: await response.clone().text() };
  appendFileSync(process.env.NOTED_ANSWERS, `${JSON.stringify(noted)}\n`);
  return response;
};
