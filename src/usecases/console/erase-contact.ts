import { fileRequest } from '../data-rights/file-request.ts';
import { type Forgetting, forgetPerson } from '../data-rights/forget-person.ts';
import type { Ports } from '../ports.ts';

export type Erasing = {
  ports: Forgetting & Pick<Ports, 'clock' | 'consents' | 'dataRequests' | 'businessDays'>;
};

/** What somebody asked a coordinator for, outside the chat too (Ley 1581 of 2012, art. 8 e): the same deletion, on record. */
export async function eraseContact(
  { ports }: Erasing,
  wish: { contactId: string; key: string },
): Promise<void> {
  const { contactId, key } = wish;
  const at = ports.clock();
  await fileRequest(ports, { key, contactId, kind: 'erasure', at, answered: true });
  await ports.consents.record({
    ...{ key, contactId, at, purpose: 'screening', given: false },
    ...{ textVersion: 'console', messageId: key, source: 'console' },
  });
  await forgetPerson(ports, contactId);
}
