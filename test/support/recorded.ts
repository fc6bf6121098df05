import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Aws } from './aws';
import type { Answer, LocalApi } from './local';
import { readQrCode } from './person';
import { plantedHeaders } from './planted';

export interface Exchange {
  readonly route: string;
  readonly body: unknown;
  readonly headers: Record<string, string>;
  readonly query: string;
  readonly answer: Answer;
}

export interface Recorded extends LocalApi {
  readonly exchanges: Exchange[];
  /** Every version of an object that has lain in the bucket after a request: its text, of an image what its QR code says. */
  readonly objects: { readonly key: string; readonly text: string }[];
}

/** The API with something planted in the headers and the query of every request, and what was sent, answered and stored taken down. */
export const recorded = (api: LocalApi, { s3, Bucket }: Aws): Recorded => {
  const exchanges: Exchange[] = [];
  const objects = new Map<string, Recorded['objects'][number]>();
  const keepObjects = async ({ answer: { body } }: Exchange) => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key, ETag } of Contents.filter((object) => !objects.has(object.Key! + object.ETag))) {
      const read = async () => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();
      objects.set(Key! + ETag, { key: Key!, text: Key!.endsWith('.png') ? await readQrCode(body.qr_code_secret_url) : await read() });
    }
  };
  const call = async (route: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    if (route.includes('/_local/')) {
      return api.call(route, body, headers);
    }
    // Where an operation takes a query string, it takes no other field in it.
    const hasQuery = route.includes('?');
    const query = hasQuery ? '' : `planted-query-${exchanges.length}`;
    const sent = { route, body, query, headers: { ...plantedHeaders(), ...headers } };
    const answer = await api.call(hasQuery ? route : `${route}?planted=${query}`, body, sent.headers);
    exchanges.push({ ...sent, answer });
    await keepObjects(exchanges.at(-1)!);
    return answer;
  };
  return Object.create(api, { call: { value: call }, exchanges: { value: exchanges }, objects: { get: () => [...objects.values()] } });
};
