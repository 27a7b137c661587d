import { afterAll, beforeAll, expect, it } from 'vitest';
import { askToSend } from '../../src/usecases/broadcasts/approve.ts';
import { makeEvent } from '../../src/usecases/events/edit-event.ts';
import { contactOf } from '../support/coverage.ts';
import { until } from '../support/waiting.ts';
import { type BroadcastWorld, startBroadcastWorld } from './world.ts';

let world: BroadcastWorld;
beforeAll(async () => {
  world = await startBroadcastWorld();
});
afterAll(() => world.close());

const ports = () => world.app.house.ports;
const subject = { kind: 'event', eventId: 'cierre' } as const;
const last = (person: string) => world.fake.inbox(person).at(-1);

async function invite(chamber: string): Promise<string> {
  const id = await world.draft({ chambers: [chamber] }, { notice: 'invitation', subject });
  await askToSend(world.app.house.broadcasting, { id, by: 'ana' });
  await world.stateIs(id, 'done');
  return id;
}

it('an invitation is answered by its button, and who answered is not invited again', async () => {
  const [ana = '', eva = ''] = await world.enrol(2, 'cierre');
  for (const person of [ana, eva]) {
    await world.fake.say(person, 'hola');
    await world.fake.waitForInbox(person, 1);
  }
  const startsAt = new Date(world.now().getTime() + 10 * 24 * 3_600_000);
  const made = await makeEvent(ports(), {
    id: 'cierre',
    plan: {
      ...{ name: 'Cierre DEMO', chamber: 'cierre', capacity: 9, companions: 0, description: {} },
      ...{ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) },
      place: { address: 'Centro de eventos', link: null },
    },
    now: world.now(),
  });
  expect(made.kind).toBe('made');
  await invite('cierre');
  await world.fake.waitForInbox(ana, 2);
  expect(last(ana)).toMatchObject({ text: expect.stringContaining('Cierre DEMO') });
  expect(last(ana)?.choices.map(({ title }) => title)).toEqual(['Asistiré', 'No puedo', 'Más información']);
  await world.fake.tap(ana, 'Asistiré');
  await world.fake.waitForInbox(ana, 3);
  expect(last(ana)?.text).toContain('Su código para entrar');
  const [rsvp] = await ports().rsvps.ofContact(await contactOf(world.app.house, ana));
  expect(rsvp).toMatchObject({ answer: 'yes', eventId: 'cierre' });

  // One message a day a person: the next day.
  world.ahead(24 * 3_600_000);
  const again = await invite('cierre');
  await until('all settled', async () => (await world.totals(again)).dropped === 1);
  expect(world.fake.inbox(ana).filter(({ text }) => text.includes('le invita'))).toHaveLength(1);
});
