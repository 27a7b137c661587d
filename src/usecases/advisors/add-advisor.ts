import type { Advisor } from '../../domain/advisor.ts';
import type { ChannelName } from '../../domain/message.ts';
import type { PhoneReason, ReadPhone } from '../enrolments/phone.ts';
import type { Ports } from '../ports.ts';

export type NewAdvisor = Omit<Advisor, 'id' | 'contactId' | 'status'> & { phone: string };

export type Added =
  | { kind: 'added' | 'known'; advisor: Advisor }
  | { kind: 'refused'; reason: 'no-name' | 'no-chamber' | 'no-kinds' | 'unknown-territory' | PhoneReason };

/** WhatsApp shows no longer one in a list's row. */
const LONGEST_NAME = 60;

/** Makes a contact an advisor, under the contact's own id: added twice they are one, removed before they are back. */
export async function addAdvisor(
  house: {
    ports: Pick<Ports, 'contacts' | 'chambers' | 'advisors'>;
    readPhone: ReadPhone;
    territories: readonly { id: string }[];
    /** How somebody who has not written yet will be written to. */
    channel: ChannelName;
    now: Date;
  },
  { phone, ...given }: NewAdvisor,
): Promise<Added> {
  const { ports, channel, now } = house;
  const name = given.name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
  const read = house.readPhone(phone);
  if (!name) return { kind: 'refused', reason: 'no-name' };
  if (read.kind === 'refused') return read;
  if (!(await ports.chambers.list()).some(({ id }) => id === given.chamber))
    return { kind: 'refused', reason: 'no-chamber' };
  if (given.kinds.length === 0) return { kind: 'refused', reason: 'no-kinds' };
  if (given.territories.some((one) => !house.territories.some(({ id }) => id === one)))
    return { kind: 'refused', reason: 'unknown-territory' };
  const identities = [{ kind: 'phone', value: read.value } as const];
  const contactId = await ports.contacts.resolve({ identities, channel, at: now });
  const known = await ports.advisors.byContact(contactId);
  if (known) return { kind: 'known', advisor: known };
  await ports.contacts.keep(contactId);
  const advisor: Advisor = { ...given, id: contactId, contactId, name, status: 'active' };
  await ports.advisors.save(advisor);
  return { kind: 'added', advisor };
}
