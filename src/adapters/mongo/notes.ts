import type { Notes } from '../../usecases/console/inbox.ts';
import type { Vault } from '../../usecases/vault.ts';
import type { ConsoleModels } from './console-models.ts';
import { unlessTaken } from './unless-taken.ts';

export function createNotes({ notes }: Pick<ConsoleModels, 'notes'>, vault: Vault): Notes {
  return {
    async add({ id, text, ...note }) {
      const document = { _id: id, ...note, text: vault.seal(text) };
      await unlessTaken(() => notes.collection.insertOne(document as never));
    },
    async of(contactId) {
      const found = await notes.find({ contactId }).sort({ at: 1 }).lean();
      return found.map(({ _id: id, by, at, text }) => ({ id, by, at, text: vault.open(text) }));
    },
  };
}
