import type { PublishedKeys } from '../../usecases/certificates/ports.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

/** Public keys that have signed certificates, oldest first. */
export function createCertificateKeys({ certificateKeys }: Pick<Models, 'certificateKeys'>): PublishedKeys {
  return {
    async publish({ id, publicKey }, since) {
      if (await certificateKeys.findById(id, { _id: 1 }).lean()) return;
      await unlessTaken(() => certificateKeys.collection.insertOne({ _id: id, publicKey, since } as never));
    },
    async list() {
      const found = await certificateKeys.find().sort({ since: 1 }).lean();
      return found.map(({ _id: id, publicKey, since }) => ({ id, publicKey, since }));
    },
  };
}
