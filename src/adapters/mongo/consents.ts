import type { Consents } from '../../usecases/ports.ts';
import { isDuplicate } from './connection.ts';
import type { Models } from './models.ts';

export function createConsents({ consents }: Models): Consents {
  return {
    async record({ key, ...consent }) {
      try {
        await consents.collection.insertOne({ _id: key, ...consent } as never);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },
  };
}
