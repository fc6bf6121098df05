import { PNG } from 'pngjs';
import type { Answer, LocalApi } from './local';
import { bearer } from './person';

/** How files of each type begin. No more is needed of JPEG and WebP. */
export const pictures: Record<string, Buffer> = {
  'image/png': PNG.sync.write(new PNG({ width: 2, height: 2 })),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46]),
  'image/webp': Buffer.from('RIFF\u0004\u0000\u0000\u0000WEBPVP8 ', 'latin1'),
};

export interface UploadForm {
  readonly url: string;
  readonly fields: Record<string, string>;
}

/** Sends the form as a page does: all fields as they are, and the file last. */
export const sendForm = ({ url, fields }: UploadForm, file: string | Buffer, changed: Record<string, string> = {}): Promise<Response> => {
  const form = new FormData();
  Object.entries({ ...fields, ...changed }).forEach(([name, value]) => form.append(name, value));
  form.append('file', new Blob([file]), 'picture');
  return fetch(url, { method: 'POST', body: form });
};

/** What the bearer of a token does about their own picture. */
export const pictureOf = (api: LocalApi, userId: string, token: string) => {
  const call = (method: string, body?: object): Promise<Answer> => api.call(`${method} /v1/users/${userId}/picture`, body, bearer(token));
  const calls = {
    form: async (content_type = 'image/png'): Promise<Answer> => call('POST', { content_type }),
    set: () => call('PUT'),
    get: () => call('GET'),
    remove: () => call('DELETE'),
    /** Asks for a form and sends it. */
    upload: async (content_type = 'image/png', file: string | Buffer = pictures[content_type]): Promise<Response> =>
      sendForm((await calls.form(content_type)).body, file),
  };
  return calls;
};

/** S3's word for what is wrong. */
export const s3Code = async (answer: Response): Promise<string> => `${answer.status} ${/<Code>(\w+)/.exec(await answer.text())?.[1] ?? ''}`.trim();
