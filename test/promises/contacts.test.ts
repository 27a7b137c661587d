import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContacts } from '../../src/adapters/mongo/contacts.ts';
import type { Models } from '../../src/adapters/mongo/models.ts';
import type { House } from '../../src/composition/house.ts';
import type { Identity } from '../../src/domain/identity.ts';
import { answerInvitation } from '../../src/usecases/events/answer.ts';
import { contactOf, isThrough } from '../support/coverage.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

let world: TestWorld;
let house: House;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 1e8 } });
  house = world.app.house;
});
afterAll(() => world.close());

let people = 0;
function nextPerson(): { phone: Identity; scoped: Identity; other: Identity } {
  const n = ++people;
  return {
    phone: { kind: 'phone', value: `+57300${8_000_000 + n}` },
    scoped: { kind: 'scoped', value: `CO.1A2B${n}x` },
    other: { kind: 'scoped', value: `CO.9Z8Y${n}x` },
  };
}

let seconds = 0;
/** Each later than the one before: the older contact is the one seen first. */
const seen = (...identities: Identity[]) => ({
  identities,
  channel: 'twilio' as const,
  at: new Date(Date.now() + ++seconds),
});

const contacts = () => house.ports.contacts;
const documents = () => house.records.models.contacts;

describe('identities', () => {
  it('are unique, fifty at once in two processes', async () => {
    const { phone, scoped } = nextPerson();
    const second = await startSecondHouse(world);
    const faces = [[phone], [scoped], [phone, scoped]];
    const ids = await Promise.all(
      Array.from({ length: 50 }, (_, n) => {
        const { ports } = n % 2 ? house : second;
        return ports.contacts.resolve(seen(...(faces[n % 3] ?? [])));
      }),
    );
    const after = await contacts().resolve(seen(phone, scoped));
    expect(await contacts().find(phone)).toBe(after);
    expect(await contacts().find(scoped)).toBe(after);
    for (const id of ids) expect((await contacts().get(id))?.id).toBe(after);
    await second.close();
  });

  it('entered with a day long gone are kept thirty days from now on, until it is said that they stay', async () => {
    const { phone } = nextPerson();
    const at = new Date(Date.now() - 60 * 24 * 3_600_000);
    const id = await contacts().resolve({ ...seen(phone), at });
    const found = await documents().findById(id).lean();
    expect(found?.createdAt).toEqual(at);
    expect(found?.expiresAt?.getTime()).toBeGreaterThan(Date.now());
  });

  it('of many people at once make one contact each', async () => {
    const crowd = Array.from({ length: 10 }, nextPerson);
    const ids = await Promise.all(
      Array.from({ length: 50 }, (_, n) => contacts().resolve(seen(crowd[n % 10]?.phone as Identity))),
    );
    expect(new Set(ids).size).toBe(10);
  });
});

/** Two contacts of one person, each with records of its own. */
async function twoContacts(person: ReturnType<typeof nextPerson>): Promise<{ older: string; newer: string }> {
  const older = await contacts().resolve(seen(person.phone));
  const newer = await contacts().resolve(seen(person.scoped));
  const at = new Date();
  const open = { contactId: newer, at };
  await house.ports.inbound.insert(
    {
      ...seen(person.scoped),
      id: `in-${newer}`,
      to: '',
      content: { kind: 'text', text: 'hola' },
      profileName: null,
      repliedTo: null,
      receivedAt: new Date(Date.now() + 60_000),
    },
    newer,
  );
  await house.ports.handoffs.open({ ...open, key: `asked-${newer}`, reason: 'asked' });
  await house.ports.handoffs.open({ ...open, key: `review-${newer}`, reason: 'review' });
  await house.ports.handoffs.open({ contactId: older, at, key: `asked-${older}`, reason: 'asked' });
  await contacts().update(newer, { consented: true, optedOut: 'invitations' });
  return { older, newer };
}

async function expectMerged(
  person: ReturnType<typeof nextPerson>,
  { older, newer }: { older: string; newer: string },
): Promise<void> {
  const { models } = house.records;
  expect(await contacts().find(person.phone)).toBe(older);
  expect(await contacts().find(person.scoped)).toBe(older);
  expect(await contacts().get(newer)).toMatchObject({ id: older, consented: true, optedOut: 'invitations' });
  expect((await documents().findById(older).lean())?.expiresAt ?? null).toBeNull();
  expect(await documents().findById(newer).lean()).toMatchObject({ mergedInto: older, identities: [] });
  expect(await models.messages.countDocuments({ contactId: newer })).toBe(0);
  expect(await models.messages.countDocuments({ contactId: older })).toBe(1);
  const open = await models.handoffs.find({ contactId: older, open: true }).sort({ reason: 1 }).lean();
  expect(open.map((one) => one.reason)).toEqual(['asked', 'review']);
  expect(await models.handoffs.countDocuments({ contactId: newer })).toBe(0);
}

describe('a message that carries both ids', () => {
  it('joins two contacts: the older stays, the other points to it', async () => {
    const person = nextPerson();
    const both = await twoContacts(person);
    expect(await contacts().resolve(seen(person.phone, person.scoped))).toBe(both.older);
    await expectMerged(person, both);
  });

  it('takes an answer to an invitation along, seats and code as they were', async () => {
    const person = nextPerson();
    const both = await twoContacts(person);
    const now = new Date();
    const startsAt = new Date(now.getTime() + 3_600_000);
    const eventId = `cierre-${both.newer}`;
    await house.ports.events.insert({
      ...{ id: eventId, name: 'Cierre', chamber: 'cali', startsAt, endsAt: startsAt, capacity: 2 },
      ...{ companions: 1, place: { address: 'Teatro', link: null }, description: {}, status: 'published' },
      ...{ revision: 0, news: null },
    });
    const act = { key: 'turn.0', eventId, answer: 'yes', companions: 1, now } as const;
    const said = await answerInvitation(house.ports, { ...act, contactId: both.newer });
    if (said.kind !== 'yes') throw new Error(said.kind);
    expect(await contacts().resolve(seen(person.phone, person.scoped))).toBe(both.older);
    const [kept, ...others] = await house.ports.rsvps.ofContact(both.older);
    expect(others).toEqual([]);
    const { code, seats, claims } = said.rsvp;
    expect(kept).toMatchObject({ id: `rsvp-${eventId}-${both.older}`, code, seats, claims, answer: 'yes' });
    expect(await house.ports.rsvps.ofContact(both.newer)).toEqual([]);
  });

  it('adds the id that was not known', async () => {
    const { phone, scoped } = nextPerson();
    const first = await contacts().resolve(seen(scoped));
    expect(await contacts().resolve(seen(phone, scoped))).toBe(first);
    expect(await contacts().resolve(seen(phone))).toBe(first);
  });

  it('repoints what comes in for the other contact while they are joined', async () => {
    const person = nextPerson();
    const both = await twoContacts(person);
    await contacts().resolve(seen(person.phone, person.scoped));
    const { models } = house.records;
    await models.messages.updateMany({ contactId: both.older }, { $set: { contactId: both.newer } });
    await house.sweep();
    await expectMerged(person, both);
  });

  it('ends the same wherever a crash cuts it, after the next message or the next sweep', async () => {
    for (const goOn of ['message', 'sweep'] as const) {
      for (let writes = 0; ; writes++) {
        const person = nextPerson();
        const both = await twoContacts(person);
        const cut = createContacts(mortalModels(writes), house.vault, 'es');
        const died = await cut.resolve(seen(person.phone, person.scoped)).then(
          () => false,
          (error: Error) => error.message === 'died',
        );
        if (goOn === 'sweep') await contacts().finishMerges(new Date());
        else await contacts().resolve(seen(person.scoped));
        await contacts().resolve(seen(person.phone, person.scoped));
        await expectMerged(person, both);
        if (!died) {
          expect(writes).toBeGreaterThan(5);
          break;
        }
      }
    }
  }, 60_000);
});

/** Collections that can be written so many times, then no more. */
function mortalModels(writes: number): Models {
  let left = writes;
  const mortal = <T extends object>(model: T): T =>
    new Proxy(model, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (/^(update|delete|insert)/.test(String(key)) && left-- <= 0) throw new Error('died');
          return Reflect.apply(value, target, args);
        };
      },
    });
  const { models } = house.records;
  return Object.fromEntries(Object.entries(models).map(([name, model]) => [name, mortal(model)])) as Models;
}

describe('a known number with a different business-scoped id', () => {
  it('starts afresh, whichever of the two contacts is older', async () => {
    const { phone, scoped, other } = nextPerson();
    const first = await contacts().resolve(seen(phone, scoped));
    const second = await contacts().resolve(seen(phone, other));
    expect(second).not.toBe(first);
    expect(await contacts().resolve(seen(phone))).toBe(second);
    expect(await contacts().resolve(seen(scoped))).toBe(first);
  });

  it('known on its own already, takes the number with it and nothing else', async () => {
    const { phone, scoped, other } = nextPerson();
    const first = await contacts().resolve(seen(phone, scoped));
    const second = await contacts().resolve(seen(other));
    expect(await contacts().resolve(seen(phone, other))).toBe(second);
    expect(await contacts().find(scoped)).toBe(first);
    expect((await contacts().get(first))?.identities).toEqual([scoped]);
    expect((await contacts().get(first))?.id).toBe(first);
  });

  it('and a person with another number than before is answered there, no longer at the old one', async () => {
    const { phone, scoped } = nextPerson();
    const { phone: newPhone } = nextPerson();
    const first = await contacts().resolve(seen(phone, scoped));
    expect(await contacts().resolve(seen(newPhone, scoped))).toBe(first);
    expect((await contacts().get(first))?.identities).toEqual([scoped, newPhone]);
    expect(await contacts().resolve(seen(phone))).not.toBe(first);
  });

  it('is shown nothing of the old owner', async () => {
    const { fake } = world;
    const person = 'whatsapp:+573008100001';
    fake.person(person, { scopedId: 'CO.old1owner' });
    await talk(world, person, TO_THE_VERDICT);
    const old = await contactOf(house, person);
    await until('all is answered', () => isThrough(house, old));
    const read = fake.inbox(person).length;

    fake.person(person, { scopedId: 'CO.new1owner' });
    await talk(world, person, ['hola', 'mis datos']);
    const shown = fake
      .inbox(person)
      .slice(read)
      .map((bubble) => bubble.screen)
      .join('\n');
    expect(shown).toContain('asistente');
    expect(shown).not.toMatch(/Seguimos|empanadas|Armenia/);
    const asked = await contactOf(house, person);
    expect(asked).not.toBe(old);
    expect(await house.ports.screenings.latest(asked)).toBeNull();
    expect((await house.ports.screenings.latest(old))?.verdict.kind).toBe('eligible');
    expect(await house.ports.contacts.get(asked)).toMatchObject({ consented: false });
  });
});
