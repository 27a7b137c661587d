import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/adapters/pino/log.ts';
import { KEEP_WITHOUT_CONSENT_DAYS } from '../../src/domain/contact.ts';
import { contactOf, isThrough } from '../support/coverage.ts';
import { dumpOf, type Kept, unsealed } from '../support/dump.ts';
import { linesIn } from '../support/log-lines.ts';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

const log = linesIn();

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { log: createLog('trace', log.stream) } });
});
afterAll(() => world.close());

const DAY_MS = 24 * 60 * 60 * 1000;
const GAP = 'qué opina de los trompetines azules';

const dump = async () => (await dumpOf(world.app.house)).filter(({ name }) => name !== 'contactKeys');

/** As we ourselves can read it; messages aside, which answering needs. */
const opened = (kept: Kept[]) =>
  unsealed(
    world.app.house.vault,
    kept.filter(({ name }) => name !== 'messages'),
  );

const inClear = (kept: Kept[]) => JSON.stringify(kept).toLowerCase();

/** Fifteen messages in thirty seconds are a loop to Twilio; the pace that keeps us below is not what is tried here. */
function letTwilioRest(): void {
  world.fake.clock.advance(30_000);
}

async function through(person: string): Promise<string> {
  const contactId = await contactOf(world.app.house, person);
  await until('all is answered', () => isThrough(world.app.house, contactId));
  await world.fake.settled();
  return contactId;
}

const of = (kept: Kept[], contactId: string) =>
  kept.filter(({ document }) => document._id === contactId || document.contactId === contactId);

describe('without a clear yes', () => {
  const person = 'whatsapp:+573009300001';

  it('nothing is kept but identity and message, sealed, for thirty days', async () => {
    world.fake.person(person, { profileName: 'Zoraida Quintero' });
    await talk(world, person, [
      'hola',
      GAP,
      'ver si cumplo',
      'no',
      GAP,
      'vendo empanadas en Armenia',
      'mis datos',
    ]);
    const contactId = await through(person);
    const kept = await dump();
    const [clear, readable] = [inClear(kept), await opened(kept)];
    for (const word of ['3009300001', 'zoraida', 'quintero', 'trompetines', 'empanadas', 'armenia'])
      expect(clear).not.toContain(word);
    for (const word of ['zoraida', 'quintero', 'trompetines']) expect(readable).not.toContain(word);
    expect(kept.filter((one) => ['gaps', 'screenings', 'consents'].includes(one.name))).toEqual([]);

    const rights = of(kept, contactId).filter((one) => one.name === 'dataRequests');
    // That they asked what is kept, and were answered, is on record without a word of theirs.
    expect(rights).toMatchObject([{ document: { kind: 'access', answeredAt: expect.any(Date) } }]);
    const mine = of(kept, contactId).filter((one) => !['redis', 'dataRequests'].includes(one.name));
    expect(new Set(mine.map((one) => one.name))).toEqual(new Set(['contacts', 'messages', 'conversations']));
    for (const { name, document } of mine) {
      const days = ((document.expiresAt as Date).getTime() - Date.now()) / DAY_MS;
      expect({ name, days: Math.round(days) }).toEqual({ name, days: KEEP_WITHOUT_CONSENT_DAYS });
    }
  });

  it('a doubtful yes, another language or a question is none', async () => {
    const shy = 'whatsapp:+573009300002';
    await talk(world, shy, ['hola', 'ver si cumplo', 'pues no sé', 'quizás más tarde', '¿y eso para qué?']);
    const contactId = await through(shy);
    expect(await world.app.house.ports.contacts.get(contactId)).toMatchObject({ consented: false });
    expect(of(await dump(), contactId).filter((one) => one.name === 'consents')).toEqual([]);
  });
});

describe('with a clear yes', () => {
  const person = 'whatsapp:+573009300003';

  it('answers are kept, sealed, as long as the yes stands', async () => {
    world.fake.person(person, { profileName: 'Hermenegildo' });
    await talk(world, person, [...TO_THE_VERDICT, 'menú', GAP]);
    const contactId = await through(person);
    const kept = await dump();
    const mine = of(kept, contactId);
    for (const name of ['consents', 'screenings'])
      expect(mine.filter((one) => one.name === name)).toHaveLength(1);
    for (const { document } of mine.filter((one) => ['contacts', 'conversations'].includes(one.name)))
      expect(document.expiresAt ?? null).toBeNull();
    expect(await opened(mine)).toContain('empanadas');
    expect(await opened(kept)).toContain('trompetines');
    for (const word of ['3009300003', 'hermenegildo', 'empanadas', 'trompetines'])
      expect(inClear(kept)).not.toContain(word);
    expect(await opened(kept)).not.toContain('hermenegildo');
    // A gap tells nothing of whose it is.
    const gaps = kept.filter((one) => one.name === 'gaps');
    const turns = await world.app.house.records.models.messages.find({ contactId }, { _id: 1 }).lean();
    for (const turn of turns) expect(JSON.stringify(gaps)).not.toContain(turn._id);
  });

  it('that is taken back, answers are gone, from Redis and the snapshot too; the proof stays', async () => {
    letTwilioRest();
    await talk(world, person, ['menú', 'ver si cumplo', '8 años', 'mis datos', 'Retirar permiso', 'sí']);
    const contactId = await through(person);
    const mine = of(await dump(), contactId);
    const redis = (await dump()).filter((one) => one.document.key === `conversation:${contactId}`);
    expect(redis).toHaveLength(1);
    for (const word of ['empanadas', 'somos 3', 'armenia', '8 años'])
      expect(await opened([...mine, ...redis])).not.toContain(word);
    expect(mine.filter((one) => one.name === 'screenings')).toEqual([]);
    const consents = mine.filter((one) => one.name === 'consents').map(({ document }) => document.given);
    expect(consents.sort()).toEqual([false, true]);
    for (const { name, document } of mine.filter((one) => ['contacts', 'conversations'].includes(one.name)))
      expect({ name, expires: document.expiresAt instanceof Date }).toEqual({ name, expires: true });
  });
});

describe('the log of a full run', () => {
  it('contains no number, no name and no text', async () => {
    const { fake, app } = world;
    const person = 'whatsapp:+573009300004';
    fake.person(person, { profileName: 'Wenceslao Pirateque' });
    fake.failNext(1, { status: 500 }, { to: person });
    await talk(world, person, [...TO_THE_VERDICT, 'menú', GAP, 'mis datos']);
    letTwilioRest();
    const refused = "The 'To' number whatsapp:+573009300004 is not a valid phone number.";
    fake.failNext(1, { status: 400, code: 21211, message: refused }, { to: person });
    await fake.say(person, 'hola');
    await until('it is given up', () => log.text().includes('message refused'));
    fake.faults.next({ kind: 'later', code: 63024 }, { to: person });
    await fake.say(person, 'menú');
    await until('it is given up', () => log.text().includes('message not delivered'));
    await talk(world, person, ['mis datos']);
    const [link = ''] =
      /http\S+\/my-data\?t=\S+/.exec(
        fake
          .inbox(person)
          .map(({ screen }) => screen)
          .join('\n'),
      ) ?? [];
    expect((await fetch(link)).status).toBe(200);
    await fetch(`${link}x`);
    letTwilioRest();
    await talk(world, person, ['Borrar mis datos', 'sí']);
    const contactId = await through(person);
    expect(await app.house.ports.dataRequests.list({ open: true })).toMatchObject([
      { kind: 'erasure', contactId },
    ]);
    await app.house.redis.hset(`conversation:${contactId}`, { state: 'somos 3 en la casa +573009300004' });
    await talk(world, person, ['vendo empanadas']);
    await fetch(`${app.url}/twilio/inbound`, { method: 'POST', body: new URLSearchParams({ From: person }) });

    const written = log.text().toLowerCase();
    expect(written).toContain('turn failed');
    expect(written).not.toContain(link.split('?t=')[1]?.toLowerCase());
    for (const word of ['300930', 'zoraida', 'quintero', 'hermenegildo', 'wenceslao', 'pirateque'])
      expect(written).not.toContain(word);
    for (const said of ['hola', 'empanadas', 'armenia', 'trompetines', 'somos 3', 'asesor', 'kumplo'])
      expect(written).not.toContain(said);
  });
});
