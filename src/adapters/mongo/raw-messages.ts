import type { mongo } from 'mongoose';
import type { MessageDocument } from './documents.ts';
import type { Models } from './models.ts';

/** The messages by the driver alone, where every turn passes: what goes in and out is ours and needs no casting. */
export function rawMessages(messages: Models['messages']): mongo.Collection<MessageDocument> {
  return messages.collection as unknown as mongo.Collection<MessageDocument>;
}
