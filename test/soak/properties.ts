import type { InboundRecord } from '../../src/domain/records.ts';
import type { Conversation } from '../../src/flow/conversation.ts';
import { createRehearsal, type Rehearsed } from '../../src/usecases/rehearse.ts';
import { rehearsalHouse } from '../support/rehearsal-house.ts';
import type { Ring } from './ring.ts';
import { contactOf, type Lived, type Written } from './run.ts';

/** What is not as it must be after a run; empty where all holds. */
export async function broken(ring: Ring, lived: Lived): Promise<string[]> {
  const faults: string[] = [];
  for (const person of lived.people) {
    const wrote = lived.wrote.filter((one) => one.person === person);
    if (wrote.length > 0) faults.push(...(await brokenFor(ring, person, wrote)));
  }
  return faults;
}

async function brokenFor(ring: Ring, person: string, written: Written[]): Promise<string[]> {
  const wrote = written.map(({ sid }) => sid);
  const contactId = await contactOf(ring.first, person);
  if (!contactId) return [`${person}: nobody knows them`];
  const { messages } = ring.first.records.models;
  const kept = await messages.find({ contactId }).sort({ position: 1 }).lean();
  const inbound = await inboundOf(ring, contactId, written);
  const conversation = await ring.first.ports.conversations.load(contactId);
  const expected = await rehearsed(ring, inbound);
  const outbound = kept.filter(({ direction }) => direction === 'out');
  const fault = (what: string) => `${person}: ${what}`;
  return [
    ...differ('messages kept', inbound.map(({ id }) => id).sort(), [...wrote].sort()),
    ...differ(
      'messages without an answer',
      kept
        .filter((one) => one.open)
        .map(({ _id, state, attempts, status, code, dueAt, leaseUntil }) =>
          [_id, state, attempts, status, code, dueAt.toISOString(), leaseUntil?.toISOString()].join(' '),
        ),
      [],
    ),
    ...differ(turnsOf(ring, wrote), conversation?.revision, inbound.length),
    ...differ(
      'where they stand',
      standing(conversation),
      standing(expected.at(-1)?.turn.conversation ?? null),
    ),
    ...differ('replies', outbound.map(({ _id }) => _id).sort(), idsOf(expected).sort()),
    ...shown(ring, person, outbound),
    ...differ('given up', givenUp(ring, wrote), []),
  ].map(fault);
}

/** As it was written, in the order it was kept in: who had their data deleted on the way left nothing to read. */
async function inboundOf({ first }: Ring, contactId: string, written: Written[]): Promise<InboundRecord[]> {
  // Of two that came in within one millisecond, the second may have been stored when the first was answered already.
  const found = await first.records.models.messages
    .find({ contactId, direction: 'in' })
    .sort({ createdAt: 1, answeredAt: 1 })
    .lean();
  return found.map(({ _id: id, createdAt: receivedAt }) => {
    const content = written.find(({ sid }) => sid === id)?.content;
    if (!content) throw new Error(`nobody wrote ${id}`);
    return { id, contactId, channel: 'twilio', content, receivedAt, repliedTo: null, attempts: [] };
  });
}

type Turn = { id: string; turn: Rehearsed };

/** The same messages in the same order, through the pure engine and records of memory. */
async function rehearsed({ first }: Ring, inbound: InboundRecord[]): Promise<Turn[]> {
  const house = rehearsalHouse(first.conversing.world, 'es');
  await house.ports.contacts.resolve({
    identities: [{ kind: 'phone', value: '+573000000000' }],
    channel: 'twilio',
    at: new Date(),
  });
  const rehearsal = createRehearsal(house, 'contact-1');
  const turns: Turn[] = [];
  for (const { id, content, receivedAt } of inbound)
    turns.push({ id, turn: await rehearsal.hear(content, receivedAt) });
  return turns;
}

function idsOf(turns: Turn[]): string[] {
  return turns.flatMap(({ id, turn }) => turn.drafts.map((_draft, k) => `${id}.${k}`));
}

/** What a person would notice of where they stand; keys of turns aside. */
function standing(conversation: Conversation | null): object | null {
  if (!conversation) return null;
  const { frames, parked, locale, owner, memory } = conversation;
  const plain = ({ flow, step, answers, trail, misses }: Conversation['frames'][number]) => ({
    flow,
    step,
    answers,
    trail,
    misses,
  });
  return {
    frames: frames.map(plain),
    parked: Object.fromEntries(Object.entries(parked).map(([name, frame]) => [name, plain(frame)])),
    locale,
    owner,
    memory: { ...memory, gap: null },
  };
}

type Kept = { _id: string; state?: string; position: string };

/** Each reply reached the phone once, was accepted in order, and none was refused for coming too late. */
function shown({ world }: Ring, person: string, outbound: Kept[]): string[] {
  const all = world.fake.messages.all().filter(({ to }) => to === person);
  const reached = all.filter(({ status }) => status !== 'failed' && status !== 'undelivered');
  const ids = reached.map(idOf);
  const sent = outbound.filter(({ state }) => state === 'sent').map(({ _id }) => _id);
  const givenUp = outbound.filter(({ state }) => state === 'failed').map(({ _id }) => _id);
  // A later one waits until an earlier one was accepted: one that fails after that is sent again behind it.
  const accepted = [...new Set(all.map(idOf))];
  const times = accepted.map((id) => timeOf(outbound.find(({ _id }) => _id === id)?.position ?? id));
  return [
    ...differ('sent to the phone', ids.filter((id) => !givenUp.includes(id)).sort(), sent.sort()),
    ...differ('order of sending', times, [...times].sort()),
    ...differ(
      'outside the window',
      all.filter(({ errorCode }) => errorCode === 63016).map(({ sid }) => sid),
      [],
    ),
  ];
}

function idOf({ statusCallback }: { statusCallback: string | null }): string {
  return new URL(statusCallback ?? '').searchParams.get('m') ?? '';
}

/** When the message came in that it answers: what a position begins with. */
function timeOf(position: string): string {
  return position.split('|')[0] ?? position;
}

function givenUp({ world }: Ring, wrote: string[]): string[] {
  const lines = world.logged.filter(({ event }) => event === 'turn given up');
  return wrote.filter((sid) => lines.some((line) => 'turn' in line && line.turn === sid));
}

/** A commit on a Redis that was emptied under it does no harm: the snapshot counts. */
function turnsOf({ turns }: Ring, wrote: string[]): string {
  const taken = turns.filter((turn) => wrote.includes(turn));
  const twice = taken.filter((turn, index) => taken.indexOf(turn) < index);
  return `turns taken (committed twice: ${twice.join(', ') || 'none'})`;
}

function differ(what: string, found: unknown, expected: unknown): string[] {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  return one === other ? [] : [`${what}: ${one} instead of ${other}`];
}
