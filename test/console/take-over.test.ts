import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { WINDOW_MS } from '../../src/domain/delivery.ts';
import { ANSWER_WITHIN_MS, sweepTakeovers } from '../../src/usecases/console/sweep-takeovers.ts';
import { giveBack, replyAsPerson, silence, takeOver } from '../../src/usecases/console/take-over.ts';
import type { Takeover } from '../../src/usecases/console/takeovers.ts';
import { writeFirst } from '../../src/usecases/console/write-first.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { simulatorPhone } from '../support/simulator-client.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';
import { addAccount, visitor } from './browser.ts';

let world: TestWorld;
let late = 0;
let count = 0;
let number = '';
const clock = () => new Date(Date.now() + late);
beforeAll(async () => {
  world = await startTestWorld({ overrides: { clock, sweepEveryMs: 60_000 } });
});
afterAll(() => world.close());
beforeEach(() => {
  late = 0;
  number = `+57300222${String(++count).padStart(4, '0')}`;
});

const taking = () => world.app.house.takingOver;
const phone = () => simulatorPhone(world.app.url, number);

async function someone(): Promise<string> {
  await phone().talk(['hola']);
  const found = await world.app.house.ports.contacts.find({ kind: 'phone', value: number });
  return found ?? '';
}
const ownerOf = async (id: string) => (await world.app.house.ports.conversations.load(id))?.owner;
const outbound = () => phone().read();

it('gives the chat to one of two who take it at once, and tells the other who has it', async () => {
  const contactId = await someone();
  const house = await startSecondHouse(world, { clock });
  const outcomes = await Promise.all([
    takeOver(taking(), { contactId, by: 'ana' }),
    takeOver(house.takingOver, { contactId, by: 'luis' }),
    takeOver(taking(), { contactId, by: 'marta' }),
  ]);
  await house.close();
  const taken = outcomes.filter(({ kind }) => kind === 'taken');
  expect(taken).toHaveLength(1);
  const [winner] = taken.map((one) => (one.kind === 'taken' ? one.takeover.by : ''));
  for (const one of outcomes) if (one.kind === 'held') expect(one.by).toBe(winner);
  expect(await ownerOf(contactId)).toBe('human');
});

it('is silent while a person has the chat, and still records and shows what comes in', async () => {
  const contactId = await someone();
  await takeOver(taking(), { contactId, by: 'ana' });
  await expect.poll(outbound).toContainEqual(expect.stringContaining('Le atiende ahora una persona'));
  const before = (await outbound()).length;
  await phone().say('menú');
  await phone().say('¿cuánto cuesta?');
  await until(
    'both are taken in',
    async () => (await world.app.house.ports.inbound.unanswered(contactId, 5)).length === 0,
  );
  const seen = await phone().history();
  expect(seen.filter(({ direction }) => direction === 'in')).toHaveLength(3);
  expect(await outbound()).toHaveLength(before);
});

it('loses nothing to a turn that races with the taking', async () => {
  const contactId = await someone();
  const said = Array.from({ length: 6 }, (_, n) => `pregunta ${n}`);
  await Promise.all([...said.map((one) => phone().say(one)), takeOver(taking(), { contactId, by: 'ana' })]);
  await until(
    'all are taken in',
    async () => (await world.app.house.ports.inbound.unanswered(contactId, 9)).length === 0,
  );
  const conversation = await world.app.house.ports.conversations.load(contactId);
  expect(conversation?.owner).toBe('human');
  const seen = await phone().history();
  expect(seen.filter(({ direction }) => direction === 'in')).toHaveLength(7);
  const { models } = world.app.house.records;
  expect(await models.messages.countDocuments({ contactId, direction: 'in', open: true })).toBe(0);
});

it('sends a reply once, however often its form is sent, and only from who has the chat', async () => {
  const contactId = await someone();
  const reply = { contactId, by: 'ana', text: 'Buenas, soy Ana', key: 'a'.repeat(24) };
  expect(await replyAsPerson(taking(), reply)).toEqual({ kind: 'not-yours', by: null });
  await takeOver(taking(), { contactId, by: 'ana' });
  expect(await replyAsPerson(taking(), { ...reply, by: 'luis' })).toEqual({ kind: 'not-yours', by: 'ana' });
  await Promise.all([replyAsPerson(taking(), reply), replyAsPerson(taking(), reply)]);
  await expect.poll(async () => (await outbound()).filter((text) => text.includes('soy Ana')).length).toBe(1);
  expect(await replyAsPerson(taking(), { ...reply, text: '  ' })).toEqual({ kind: 'empty' });
  expect(await replyAsPerson(taking(), { ...reply, text: 'x'.repeat(1601) })).toMatchObject({
    kind: 'too-long',
  });
});

it('refuses free text by name when WhatsApp’s window has closed', async () => {
  const contactId = await someone();
  await takeOver(taking(), { contactId, by: 'ana' });
  late = WINDOW_MS;
  const reply = { contactId, by: 'ana', text: 'Buenas', key: 'b'.repeat(24) };
  expect(await replyAsPerson(taking(), reply)).toEqual({ kind: 'window-closed' });
});

it('asks by template, once a silence, when the window has closed, and only by who has the chat', async () => {
  const contactId = await someone();
  const house = { ...taking(), notifying: world.app.house.notifying };
  expect(await writeFirst(house, { contactId, by: 'ana' })).toEqual({ kind: 'not-yours', by: null });
  await takeOver(taking(), { contactId, by: 'ana' });
  expect(await writeFirst(house, { contactId, by: 'ana' })).toEqual({ kind: 'window-open' });
  late = WINDOW_MS;
  const both = [writeFirst(house, { contactId, by: 'ana' }), writeFirst(house, { contactId, by: 'ana' })];
  expect(await Promise.all(both)).toEqual([{ kind: 'sent' }, { kind: 'sent' }]);
  const { models } = world.app.house.records;
  const asked = await models.messages.find({ contactId, _id: /^team-writes-/ }).lean();
  expect(asked).toHaveLength(1);
  await world.app.house.ports.contacts.update(contactId, { optedOut: 'everything' });
  expect(await writeFirst(house, { contactId, by: 'ana' })).toEqual({ kind: 'unwanted' });
});

it('goes on kindly where the conversation stood, and closes the tickets', async () => {
  const contactId = await someone();
  await phone().talk(['quiero saber si cumplo', 'Sí']);
  const question = (await outbound()).at(-1) ?? '';
  const stood = (await world.app.house.ports.conversations.load(contactId))?.frames.at(-1);
  await world.app.house.ports.handoffs.open({
    key: `t-${contactId}`,
    contactId,
    reason: 'asked',
    at: clock(),
  });
  const taken = await takeOver(taking(), { contactId, by: 'ana' });
  const takeover = taken.kind === 'taken' ? taken.takeover : ({} as Takeover);
  expect(await giveBack(taking(), takeover, 'closed')).toBe(true);
  expect(await giveBack(taking(), takeover, 'closed')).toBe(false);
  await expect
    .poll(outbound)
    .toContainEqual(expect.stringContaining('Gracias por conversar con nuestro equipo'));
  expect(stood).toBeDefined();
  expect((await world.app.house.ports.conversations.load(contactId))?.frames.at(-1)).toMatchObject({
    step: stood?.step,
  });
  expect(question).not.toBe('');
  expect(await taking().takeovers.get(contactId)).toBeNull();
  expect(
    (await world.app.house.ports.handoffs.list({ open: true })).filter((one) => one.contactId === contactId),
  ).toEqual([]);
});

it('takes a chat back from a person who does not answer, and keeps the ticket open', async () => {
  const contactId = await someone();
  await world.app.house.ports.handoffs.open({
    key: `u-${contactId}`,
    contactId,
    reason: 'asked',
    at: clock(),
  });
  await takeOver(taking(), { contactId, by: 'ana' });
  await sweepTakeovers(taking());
  expect(await ownerOf(contactId)).toBe('human');
  late = ANSWER_WITHIN_MS + 1_000;
  await sweepTakeovers(taking());
  expect(await ownerOf(contactId)).toBe('bot');
  await expect.poll(outbound).toContainEqual(expect.stringContaining('Disculpe la demora de nuestro equipo'));
  const open = await world.app.house.ports.handoffs.list({ open: true });
  expect(open.some((one) => one.contactId === contactId)).toBe(true);
});

it('leaves a chat with a person who has answered and whom nobody waits for', async () => {
  const contactId = await someone();
  await takeOver(taking(), { contactId, by: 'ana' });
  await replyAsPerson(taking(), { contactId, by: 'ana', text: 'Listo', key: 'c'.repeat(24) });
  late = 3 * ANSWER_WITHIN_MS;
  await sweepTakeovers(taking());
  expect(await ownerOf(contactId)).toBe('human');
});

it('finishes what a crash cut short: taken without silence, returned without a word', async () => {
  const contactId = await someone();
  const { takeover } = await taking().takeovers.take({ contactId, by: 'ana', at: clock() });
  expect(await ownerOf(contactId)).toBe('bot');
  await sweepTakeovers(taking());
  expect(await ownerOf(contactId)).toBe('human');
  await silence(taking(), takeover);
  await taking().takeovers.beginReturn(takeover, 'closed');
  await sweepTakeovers(taking());
  await sweepTakeovers(taking());
  expect(await ownerOf(contactId)).toBe('bot');
  await expect
    .poll(async () => (await outbound()).filter((text) => text.includes('Gracias por conversar')).length)
    .toBe(1);
});

it('can be done without scripts, and the audit says who did it, in ids', async () => {
  const contactId = await someone();
  const ana = await addAccount(world, 'ana');
  const page = visitor(world);
  await page.signIn('ana');
  const chat = `/console/chats/${contactId}`;
  await page.get(chat);
  expect((await page.post(`${chat}/take`)).location).toBe(`${chat}?said=taken`);
  const { body } = await page.get(chat);
  const key = /name="key" value="([^"]+)"/.exec(body)?.[1] ?? '';
  await page.post(`${chat}/reply`, { key, text: '<b>hola</b> & adiós' });
  await expect.poll(outbound).toContainEqual('<b>hola</b> & adiós');
  expect((await page.get(chat)).body).toContain('&lt;b>hola&lt;/b> &amp; adiós');
  await page.post(`${chat}/note`, { key, text: 'llamar mañana' });
  expect((await page.get(chat)).body).toContain('llamar mañana');
  expect((await page.post(`${chat}/close`)).location).toBe(`${chat}?said=closed`);
  const entries = await world.app.house.records.models.audit.find({ who: ana.id }).lean();
  expect(entries.map(({ what }) => what).sort()).toEqual([
    'give-back',
    'note',
    'reply',
    'sign-in',
    'take-over',
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/hola|mañana|\+57/);
});
