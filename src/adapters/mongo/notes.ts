import type { Notes } from '../../usecases/console/inbox.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import type { ConsoleModels } from './console-models.ts';
import { unlessTaken } from './unless-taken.ts';

export function createNotes({ notes }: Pick<ConsoleModels, 'notes'>, vault: Vault): Notes {
  return {
    async add({ id, text, ...note }) {
      const seal = await vault.of(note.contactId);
      const document = { _id: id, ...note, text: seal(text) };
      await unlessTaken(() => notes.collection.insertOne(document as never));
    },
    async of(contactId) {
      const found = await notes.find({ contactId }).sort({ at: 1 }).lean();
      const readers = found.map(async ({ _id: id, by, at, text }) => ({
        ...{ id, by, at },
        text: (await readable(vault, text)) ?? '',
      }));
      return await Promise.all(readers);
    },
  };
}
