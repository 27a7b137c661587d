import type { House } from '../../src/composition/house.ts';
import { parseIdentity } from '../../src/domain/identity.ts';
import type { Ports } from '../../src/usecases/ports.ts';

/** The contact behind an address such as `whatsapp:+573000000001`. */
export async function contactOf(house: House, address: string): Promise<string> {
  const identity = parseIdentity(address);
  const contactId = identity && (await house.ports.contacts.find(identity));
  if (!contactId) throw new Error('nobody is known by this address');
  return contactId;
}

/** Nothing of this person is waiting: every message is answered and every reply sent or given up. */
export async function isThrough({ ports }: House, contactId: string): Promise<boolean> {
  const open = [await ports.inbound.unanswered(contactId, 1), await ports.outbound.pending(contactId, 1)];
  return open.flat().length === 0;
}

/** Messages of a person that no sent reply covers, neither one of their own nor one it was merged into. */
export async function uncovered({ records }: House, contactId: string): Promise<string[]> {
  const all = await records.models.messages.find({ contactId }).sort({ position: 1 }).lean();
  const byId = new Map(all.map((one) => [one._id, one]));
  const isOut = (id: string): boolean => {
    const reply = byId.get(id);
    if (reply?.state === 'merged') return isOut(reply.mergedInto ?? '');
    return reply?.state === 'sent';
  };
  const inbound = all.filter((one) => one.direction === 'in');
  return inbound.map((one) => one._id).filter((id) => !isOut(`${id}.0`));
}

/** The turns that were committed, in order; wrap a house's ports with it. */
export function recordTurns(): { turns: string[]; wrapPorts(ports: Ports): Ports } {
  const turns: string[] = [];
  return {
    turns,
    wrapPorts(ports) {
      const { conversations } = ports;
      return {
        ...ports,
        conversations: {
          load: (contactId) => conversations.load(contactId),
          snapshot: (conversation) => conversations.snapshot(conversation),
          async commit(conversation, expected) {
            const won = await conversations.commit(conversation, expected);
            if (won && conversation.lastTurn) turns.push(conversation.lastTurn);
            return won;
          },
        },
      };
    },
  };
}
