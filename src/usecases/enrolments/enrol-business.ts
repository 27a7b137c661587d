import type { ChannelName } from '../../domain/message.ts';
import type { Enrolments } from '../enrolment-ports.ts';
import type { RecordPorts } from '../ports.ts';
import type { Entry } from './read-entry.ts';

export type Enrolling = {
  ports: Pick<RecordPorts, 'contacts' | 'consents' | 'enrolments'>;
  /** How somebody who has not written yet will be written to. */
  channel: ChannelName;
  now: Date;
  by: string;
};

/** Enrols one business; done twice it is done once. */
export async function enrolBusiness(
  { ports, channel, now, by }: Enrolling,
  { phone, ...entry }: Entry,
): ReturnType<Enrolments['enrol']> {
  const identity = { kind: 'phone', value: phone } as const;
  const contactId = await ports.contacts.resolve({ identities: [identity], channel, at: now });
  const enrolled = await ports.enrolments.enrol({ ...entry, contactId, enrolledAt: now, by });
  const { id, source, consentedAt } = enrolled.enrolment;
  // Proof first: a contact is kept for the sake of a consent.
  await ports.consents.record({
    key: `programme-${id}`,
    contactId,
    purpose: 'programme',
    given: true,
    textVersion: 'chamber',
    messageId: id,
    source,
    at: consentedAt,
  });
  await ports.contacts.keep(contactId);
  return enrolled;
}

const AT_ONCE = 8;

/** Several side by side; how many were new, and how many somebody else had entered meanwhile. */
export async function enrolAll(
  house: Enrolling,
  entries: readonly Entry[],
): Promise<{ enrolled: number; known: number }> {
  const queue = [...entries].reverse();
  const done = { enrolled: 0, known: 0 };
  const runners = Array.from({ length: AT_ONCE }, async () => {
    for (let entry = queue.pop(); entry; entry = queue.pop()) {
      const { kind } = await enrolBusiness(house, entry);
      done[kind] += 1;
    }
  });
  const results = await Promise.allSettled(runners);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return done;
}
