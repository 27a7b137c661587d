import type { Broadcast } from '../../domain/broadcast.ts';
import type { FreeForm } from '../../domain/message.ts';
import { freeFormOf } from '../notify.ts';
import type { Broadcasting } from './broadcasting.ts';

/** Nobody's: a broadcast is looked at before anybody is meant. */
const NOBODY = 'preview';

/** The message as it would be read in a language; null where there is nothing to say any more. */
export async function previewOf(
  { notifying, subjects }: Pick<Broadcasting, 'notifying' | 'subjects'>,
  { notice: name, subject, values, id }: Pick<Broadcast, 'notice' | 'subject' | 'values' | 'id'>,
  locale: string,
): Promise<FreeForm | null> {
  if (subject.kind === 'none')
    return freeFormOf(notifying, { name, subject: id, params: () => values[locale] ?? {} }, locale);
  const params = await subjects.event?.params(subject, NOBODY);
  return params ? freeFormOf(notifying, { name, subject: subject.eventId, params }, locale) : null;
}
