import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAccount, visitor } from '../console/browser.ts';
import { contactOf, isThrough } from '../support/coverage.ts';
import { talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 1e8 } });
});
afterAll(() => world.close());

const PERSON = 'whatsapp:+573005800001';
const SAID = 'mi negocio queda en Armenia <b>';

async function corrected(): Promise<string> {
  await talk(world, PERSON, ['mis datos', 'Corregir un dato', 'Los de mi negocio', SAID]);
  const contactId = await contactOf(world.app.house, PERSON);
  await until('all is answered', () => isThrough(world.app.house, contactId));
  return contactId;
}

it('a correction is a claim with its day, sealed, and a person is called', async () => {
  const contactId = await corrected();
  const { ports, records } = world.app.house;
  const [request] = await ports.dataRequests.list({ open: true });
  expect(request).toMatchObject({
    contactId,
    kind: 'correction',
    correction: { datum: 'business', value: SAID },
    dueOn: ports.businessDays.after(request?.askedAt ?? new Date(0), 15),
  });
  const kept = JSON.stringify(await records.models.dataRequests.find({ contactId }).lean());
  expect(kept).not.toContain('Armenia');
  expect((await ports.handoffs.list({ open: true })).map(({ reason }) => reason)).toEqual(['data-request']);
});

it('the console shows it with its clock, to those who see the person; answered, it leaves and is on the audit', async () => {
  const { ports } = world.app.house;
  await ports.chambers.save({ id: 'pasto', name: 'Pasto', phone: '', hours: '', territories: ['Pasto'] });
  await addAccount(world, 'ana');
  await addAccount(world, 'luis', 'coordinator', 'pasto');
  const [request] = await ports.dataRequests.list({ open: true });
  const { contacts } = world.app.house.records.models;
  await contacts.updateOne({ _id: request?.contactId }, { $set: { territory: 'armenia' } });

  const luis = visitor(world);
  await luis.signIn('luis');
  expect((await luis.get('/console/data-requests')).body).not.toContain('Los de mi negocio');
  expect((await luis.post(`/console/data-requests/${request?.id}/answered`)).status).toBe(404);

  const ana = visitor(world);
  await ana.signIn('ana');
  expect((await ana.get('/console')).body).toContain('href="/console/data-requests"');
  const { body } = await ana.get('/console/data-requests');
  for (const words of ['Corrección', 'Los de mi negocio', 'en Armenia &lt;b>', '15 días hábiles'])
    expect(body).toContain(words);
  expect((await ana.post(`/console/data-requests/${request?.id}/answered`)).location).toContain('said=');
  expect(await ports.dataRequests.list({ open: true })).toEqual([]);
  expect(await ports.handoffs.list({ open: true })).toEqual([]);
  expect((await ana.get('/console/audit')).body).toContain('data-request-answered');
});
