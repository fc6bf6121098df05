import { resolve } from 'node:path';
import newman from 'newman';
import { FURTHER_JOURNEY, JOURNEY } from '../../scripts/postman/collection';
import { defaultStack, fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';

/** docs/postman.json as whoever imports it runs it: in Postman's own sandbox, against the offline run. */
const COLLECTION = resolve(__dirname, '..', '..', 'docs', 'postman.json');

/** What failed, in words, and which requests were made. */
const run = async (api: LocalApi, folder?: string[]) => new Promise<{ failures: string[]; requests: string[] }>((resolved, rejected) => {
  newman.run({ collection: COLLECTION, folder, envVar: [{ key: 'url', value: api.url }], reporters: [] }, (error, summary) => {
    if (error) {
      rejected(error);
      return;
    }
    const { failures, executions } = summary.run;
    resolved({
      failures: failures.map(({ error: { message, test: assertion }, source }) => `${source?.name}: ${assertion ?? ''} ${message}`),
      requests: executions.map(({ item, response }) => `${item.name}: ${response?.code}`),
    });
  });
});

describe.each([['the default stack', defaultStack, [JOURNEY]], ['a stack with every operation', fullStack, undefined]] as const)('against %s', (_, stack, folder) => {
  let api: LocalApi;
  beforeAll(async () => { api = await LocalApi.start(stack()); });
  afterAll(() => api?.stop());

  test(`${folder ? 'the journey' : 'all of it'} passes`, async () => {
    const { failures, requests } = await run(api, folder && [...folder]);
    expect(failures).toEqual([]);
    expect(requests).toEqual(expect.arrayContaining(['Register: 201', 'Erase the account: 200']));
    expect(requests.some((name) => name.startsWith('Sign up:'))).toBe(!folder);
    expect(FURTHER_JOURNEY).not.toBe(JOURNEY);
  }, 300_000);
});
