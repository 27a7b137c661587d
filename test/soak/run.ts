import type { InboundContent, InboundMessage } from '../../src/domain/message.ts';
import { parseInboundForm } from '../../src/http/twilio/inbound-form.ts';
import type { Fields } from '../support/fake-whatsapp/inbound-fields.ts';
import { pause } from '../support/waiting.ts';
import type { Act, Door, Plan } from './plan.ts';
import type { Ring } from './ring.ts';

/** Lives through a plan, and then until all is said; the people's addresses, and the messages they wrote. */
export type Lived = { people: string[]; wrote: Written[] };
export type Written = { person: string; sid: string; content: InboundContent; form: Fields };

/** Twilio posts a webhook again until it is taken (`#rc=5&rp=all`); the tests do so for longer. */
const POSTS = 80;
const SETTLING_ROUNDS = 600;
/** What Twilio counts messages to one person over (14107); people who write this much take longer in the street. */
const LOOP_GUARD_MS = 30_000;

/** `time` is for a plan lived through again: other people then. */
export async function live(ring: Ring, plan: Plan, time = 0): Promise<Lived> {
  const { fake } = ring.world;
  const people = Array.from({ length: plan.people }, (_, who) => addressOf(plan.seed, who + 10 * time));
  const lived: Lived = { people, wrote: [] };
  ring.setUnruly(plan);
  fake.faults.chaos(plan.faults);
  for (const act of plan.acts) await perform(ring, lived, act);
  fake.faults.clear();
  ring.death.reborn(0);
  await settle(ring, people);
  return lived;
}

function addressOf(seed: number, who: number): string {
  return `whatsapp:+573${String(seed % 1_000_000).padStart(6, '0')}${String(who).padStart(3, '0')}`;
}

async function perform(ring: Ring, lived: Lived, act: Act): Promise<void> {
  const person = 'who' in act ? (lived.people[act.who] ?? '') : '';
  const write = (fields: Fields, door: Door) => writeTo(ring, lived, { person, fields, door });
  switch (act.kind) {
    case 'say':
      return await write({ Body: act.text }, act.door);
    case 'tap':
      return await write(tapOf(ring, person, act.nth), act.door);
    case 'burst':
      await Promise.all(act.texts.map((text) => write({ Body: text }, 'first')));
      return;
    case 'torn':
      return await tear(ring, lived, person, act.text);
    case 'again': {
      const past = lived.wrote[act.nth % Math.max(1, lived.wrote.length)];
      return past && (await postUntilTaken(ring, past.form));
    }
    case 'wait':
      return await pause(act.ms);
    case 'die':
      return ring.death.reborn(act.moment);
    case 'cut':
      ring.lines[act.line].cut();
      setTimeout(() => ring.lines[act.line].mend(), act.ms);
      return;
    case 'slow':
      ring.lines[act.line].slow(act.ms);
      setTimeout(() => ring.lines[act.line].slow(0), 150);
      return;
    case 'empty-redis':
      // Emptied between two turns; what it means in the middle of one is tested by itself.
      await settle(ring, lived.people);
      return await ring.emptyRedis();
  }
}

function tapOf(ring: Ring, person: string, nth: number): Fields {
  const bubble = ring.world.fake.inbox(person).findLast(({ choices }) => choices.length > 0);
  const choice = bubble?.choices[nth % bubble.choices.length];
  if (!bubble || !choice) return { Body: 'hola' };
  const common = { Body: choice.title, OriginalRepliedMessageSid: bubble.sid };
  if (bubble.kind === 'list') return { ...common, ListId: choice.id, ListTitle: choice.title };
  return { ...common, ButtonText: choice.title, ButtonPayload: choice.id, ButtonType: 'REPLY' };
}

type Writing = { person: string; fields: Fields; door: Door };

async function writeTo(ring: Ring, lived: Lived, { person, fields, door }: Writing): Promise<void> {
  const form = compose(ring, lived, person, fields);
  if (door === 'first') return await postUntilTaken(ring, form);
  if (door === 'both') {
    await Promise.all([postUntilTaken(ring, form), handToSecond(ring, form)]);
    return;
  }
  await handToSecond(ring, form);
  // It died before it could say that it has it: Twilio tries the fallback address.
  await postUntilTaken(ring, form);
}

function compose(ring: Ring, lived: Lived, person: string, fields: Fields): Fields {
  const form = ring.world.fake.compose(person, fields);
  const { id: sid, content } = messageOf(form);
  lived.wrote.push({ person, sid, content, form });
  return form;
}

function messageOf(form: Fields): InboundMessage {
  const parsed = parseInboundForm(form, new Date());
  if (parsed.kind !== 'message') throw new Error(`the fake wrote no message: ${parsed.kind}`);
  return parsed.message;
}

async function tear(ring: Ring, lived: Lived, person: string, text: string): Promise<void> {
  const form = compose(ring, lived, person, { Body: text });
  await ring.world.fake.postHalf(form);
  await postUntilTaken(ring, form);
}

async function postUntilTaken(ring: Ring, form: Fields): Promise<void> {
  const { fake, app } = ring.world;
  for (let posts = 0; posts < POSTS; posts++) {
    const answer = await fake.post(`${app.url}/twilio/inbound`, form).catch(() => null);
    if (answer?.status === 200) return;
    await pause(25);
  }
  throw new Error('the door took a message at none of many tries');
}

/** Straight into the second process, which may die on the way. */
async function handToSecond(ring: Ring, form: Fields): Promise<void> {
  const handed = ring.second.receive(messageOf(form)).catch(() => undefined);
  await Promise.race([handed, pause(60)]);
}

/** Until every message is answered, and every answer sent or given up. */
export async function settle(ring: Ring, people: string[]): Promise<void> {
  ring.world.fake.clock.advance(LOOP_GUARD_MS);
  for (let rounds = 0; rounds < SETTLING_ROUNDS; rounds++) {
    await ring.first.sweep().catch(() => undefined);
    await ring.world.fake.settled();
    // What was sent since may still be told to have failed, and is sent again then.
    if (await isQuiet(ring, people).catch(() => false)) {
      await ring.world.fake.settled();
      if (await isQuiet(ring, people).catch(() => false)) return;
    }
    await pause(20);
  }
}

async function isQuiet({ first }: Ring, people: string[]): Promise<boolean> {
  for (const person of people) {
    const contactId = await contactOf(first, person);
    if (!contactId) continue;
    const { inbound, outbound } = first.ports;
    // One after the other: its replies are written before a message is answered.
    if ((await inbound.unanswered(contactId, 1)).length > 0) return false;
    if ((await outbound.pending(contactId, 1)).length > 0) return false;
    // Throws while a line is cut.
    await first.ports.conversations.load(contactId);
  }
  return true;
}

export function contactOf({ ports }: Ring['first'], person: string): Promise<string | null> {
  return ports.contacts.find({ kind: 'phone', value: person.replace('whatsapp:', '') });
}
