import type { Document } from '../bson/document.ts';
import type { Store } from '../storage/store.ts';
import type { RawDocument } from '../wire/message.ts';
import type { Cursors } from './cursors.ts';

/** What every command is given. */
export interface CommandContext {
  store: Store;
  cursors: Cursors;
  db: string;
  command: Document;
  sequences: Map<string, RawDocument[]>;
  connectionId: number;
  dataDir: string;
}

/** A document to encode, or an answer that is BSON already. */
export type Answer = Document | Buffer;

export interface Command {
  /** Fields it knows besides its own name and the generic ones. */
  fields: readonly string[];
  /** Whether it needs a transaction. */
  writes?: boolean | ((command: Document) => boolean);
  run: (context: CommandContext) => Answer;
}
