import { bearer } from '../../person';
import { pictureOf, pictures, sendForm } from '../../pictures';
import type { Journey } from '../journey';
import type { Traveller } from '../traveller';

const pictureFor = async (traveller: Traveller) => {
  const { tokens: { access_token } } = await traveller.startSession();
  return pictureOf(traveller.world, traveller.userId, access_token);
};

export const personJourneys: readonly Journey[] = [
  {
    operation: 'export-user',
    stage: 'ENROLLED',
    goesOnWithout: ['AdminListDevices', 'AdminListUserAuthEvents'],
    prepare: async (traveller) => {
      const { tokens: { access_token } } = await traveller.startSession();
      return {
        send: () => traveller.world.call(`GET /v1/users/${traveller.userId}/export`, undefined, bearer(access_token)),
        holds: async ({ body }) => body.account.attributes.email === traveller.email && body.factors.enabled.length === 1 && body.records.length > 0,
      };
    },
  },
  {
    operation: 'upload-picture',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const picture = await pictureFor(traveller);
      return { send: () => picture.form(), holds: async ({ body }) => (await sendForm(body, pictures['image/png'])).ok };
    },
  },
  {
    operation: 'set-picture',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const picture = await pictureFor(traveller);
      await picture.upload();
      return { send: () => picture.set(), holds: async ({ body }) => (await fetch(body.url)).ok };
    },
  },
  {
    operation: 'picture',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const picture = await pictureFor(traveller);
      await picture.upload();
      await picture.set();
      return { send: () => picture.get(), holds: async ({ body }) => (await fetch(body.url)).ok };
    },
  },
  {
    operation: 'delete-picture',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const picture = await pictureFor(traveller);
      await picture.upload();
      const { body: { url } } = await picture.set();
      return { send: () => picture.remove(), holds: async () => (await fetch(url)).status === 404 && (await picture.set()).status === 409 };
    },
  },
];
