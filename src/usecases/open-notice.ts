import type { InboundRecord } from '../domain/records.ts';
import type { Conversation } from '../flow/conversation.ts';
import type { OpenNotice } from '../flow/world.ts';
import type { RecordPorts } from './ports.ts';

export type Heard = Pick<InboundRecord, 'contactId' | 'content'> & Partial<Pick<InboundRecord, 'repliedTo'>>;

/** The message of our own that this one may answer: the one it replies to, or one sent since the contact wrote last. */
export async function openNotice(
  { notices }: Pick<RecordPorts, 'notices'>,
  message: Heard,
  before: Conversation,
): Promise<OpenNotice | null> {
  const { contactId, content, repliedTo } = message;
  const replied = repliedTo ? await notices.bySid(contactId, repliedTo) : null;
  if (replied) return { about: replied.about, choices: replied.choices, replied: true };
  // A button says itself what it is about; one fixed in a template says it by what it replies to.
  if (content.kind !== 'text') return null;
  const since = new Date(before.lastInboundAt ?? 0);
  const [latest] = await notices.since(contactId, since, 1);
  return latest ? { about: latest.about, choices: latest.choices, replied: false } : null;
}
