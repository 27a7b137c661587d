import { createNotes } from '../../src/adapters/mongo/notes.ts';
import { startBatch } from '../../src/usecases/certificates/batch.ts';
import { giveBack, replyAsPerson, takeOver } from '../../src/usecases/console/take-over.ts';
import { answerInvitation } from '../../src/usecases/events/answer.ts';
import type { BroadcastWorld } from '../broadcasts/world.ts';
import { earned } from '../certificates/house.ts';
import { groupOf } from '../sessions/stores.ts';
import { contactOf, isThrough } from './coverage.ts';
import { TO_THE_VERDICT, talk } from './talk.ts';
import { until } from './waiting.ts';

export const PERSON = 'whatsapp:+573007700001';

/** Of the person, in what they wrote, in what others wrote of them; in any case of letters. */
export const PLANTED = ['3007700001', 'zoraida', 'pirateque', 'trompetines', 'empanadas', 'acacias'];

const HOUR_MS = 60 * 60_000;

/** What the person says in all of it. */
export const SAID = [
  ...TO_THE_VERDICT,
  'menú',
  'qué opina de los trompetines azules',
  'mis datos',
  'Corregir un dato',
  'Los de mi negocio',
  'queda en el barrio Las Acacias',
  'asesor',
  'agendar',
];

/** One person leaves a trace everywhere: chat, screening, enrolment, booking, certificate, invitation, broadcast, a coordinator's own words. */
export async function liveWholeLife(world: BroadcastWorld): Promise<string> {
  const { fake } = world;
  const { house } = world.app;
  const { ports } = house;
  const rest = () => fake.clock.advance(30_000);
  fake.person(PERSON, { profileName: 'Zoraida Pirateque' });
  const bookings = SAID.indexOf('agendar');
  for (const line of SAID.slice(0, bookings)) {
    rest();
    await talk(world, PERSON, [line]);
  }
  const contactId = await contactOf(house, PERSON);
  const through = () => until('all is answered', () => isThrough(house, contactId));

  const now = world.now();
  const enrolment = await earned(ports, {
    ...{ contactId, stage: 'accompaniment', tags: ['todo'], consentedAt: now, enrolledAt: now },
    ...{
      name: 'Zoraida Quintero Pirateque',
      businessName: 'Trompetines La Zoraida',
      source: 'lista de Zoraida',
    },
  });
  const startsAt = new Date(now.getTime() + 48 * HOUR_MS);
  const session = groupOf({ startsAt, endsAt: new Date(startsAt.getTime() + 2 * HOUR_MS), advisorId: null });
  await ports.sessions.insert(session);
  rest();
  await talk(world, PERSON, ['agendar', 'Acompañamiento grupal', '1', 'confirmar']);
  await through();
  const full = groupOf({ id: 'lleno', startsAt, endsAt: session.endsAt, seats: 1 });
  await ports.sessions.insert(full);
  const target = { kind: 'session' as const, sessionId: full.id };
  await ports.waitlist.join({
    ...{ id: 'waits', contactId, enrolmentId: enrolment.id, target, joinedAt: now },
    ...{ state: 'waiting', offers: 0, offer: null },
  });

  await ports.enrolments.moveTo(enrolment.id, { stage: 'closing-event', at: now, by: 'rosa' });
  await startBatch(house.batching, { key: 'todo', cohort: { tag: 'todo' }, by: 'rosa' });
  await until(
    'the certificate is sent',
    async () => (await house.batching.batches.get('todo'))?.state === 'done',
  );
  const certificate = await ports.certifying.certificates.latestOf(enrolment.id);
  const reason = 'el nombre de Zoraida estaba mal';
  await ports.certifying.certificates.revoke(certificate?.id ?? '', { at: now, by: 'rosa', reason });

  await house.records.models.events.collection.insertOne({
    ...{ _id: 'cierre', name: 'Cierre', chamber: 'cali', startsAt, endsAt: session.endsAt, capacity: 9 },
    ...{
      place: { address: 'Salón', link: null },
      companions: 1,
      description: {},
      status: 'open',
      revision: 0,
      news: null,
    },
  } as never);
  const answer = { key: 'rsvp', eventId: 'cierre', contactId, answer: 'yes' as const, companions: 0, now };
  await answerInvitation(ports, answer);
  const broadcast = await world.send({ tags: ['todo'] });
  await world.stateIs(broadcast, 'done');

  const { takingOver } = house;
  await takeOver(takingOver, { contactId, by: 'rosa' });
  rest();
  await replyAsPerson(takingOver, { contactId, by: 'rosa', text: 'Apreciada Zoraida, soy Rosa', key: 'r1' });
  await createNotes(house.records.models, house.vault).add({
    ...{ id: 'n1', contactId, by: 'rosa', at: now, text: 'Zoraida Pirateque llama mañana' },
  });
  await until('reminders stand', async () => {
    world.ahead(31_000);
    await house.sweep();
    return (await house.records.models.reminders.countDocuments()) > 0;
  });
  await through();
  await fake.settled();
  return contactId;
}

/** The chat goes back to the bot, so that it hears again. */
export async function handBack(world: BroadcastWorld, contactId: string): Promise<void> {
  const { takingOver } = world.app.house;
  const takeover = await takingOver.takeovers.get(contactId);
  if (takeover) await giveBack(takingOver, takeover, 'closed');
}
