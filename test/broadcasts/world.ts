import { randomBytes } from 'node:crypto';
import type { Overrides } from '../../src/composition/house.ts';
import type { Audience, Broadcast } from '../../src/domain/broadcast.ts';
import { askToSend } from '../../src/usecases/broadcasts/approve.ts';
import { enrolAll } from '../../src/usecases/enrolments/enrol-business.ts';
import type { FakeOptions, FakeWhatsApp } from '../support/fake-whatsapp/fake-whatsapp.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

/** A Wednesday morning in Bogota, from which the clock goes on; `ahead` sets it forward. */
export const WEDNESDAY = new Date('2026-11-25T10:00:00-05:00');

export type BroadcastWorld = TestWorld & {
  now(): Date;
  ahead(ms: number): void;
  /** Puts the clock at an instant. */
  setClock(at: Date): void;
  /** Enrols so many people in a chamber of their own; their addresses. */
  enrol(count: number, chamber: string): Promise<string[]>;
  draft(audience: Audience, change?: Partial<Broadcast>): Promise<string>;
  /** Drafts, sends with the number typed in, and gives the id. */
  send(audience: Audience, change?: Partial<Broadcast>): Promise<string>;
  stateIs(id: string, state: Broadcast['state']): Promise<void>;
  totals(id: string): Promise<Record<string, number>>;
};

export const TEXT =
  'Le escribe el equipo de FortaleSER. {{1}}\nSi no quiere recibir más avisos, responda *baja*.';

export function newsTemplate(fake: FakeWhatsApp): NodeJS.ProcessEnv {
  const types = { 'twilio/text': { body: TEXT } };
  const variables = { '1': 'una noticia' };
  const of = (language: string) => fake.addTemplate({ language, variables, types });
  return { TWILIO_TEMPLATES: `programme-news:es=${of('es')},programme-news:en=${of('en')}` };
}

let numbers = 0;

export async function startBroadcastWorld(
  options: { from?: Date; fake?: FakeOptions; overrides?: Overrides; env?: NodeJS.ProcessEnv } = {},
): Promise<BroadcastWorld> {
  let shift = (options.from ?? WEDNESDAY).getTime() - Date.now();
  const clock = () => new Date(Date.now() + shift);
  const world = await startTestWorld({
    fake: { statuses: ['sent', 'delivered'], ...options.fake },
    overrides: { clock, chatQuietMs: 0, sweepEveryMs: 100, ...options.overrides },
    env: (fake) => ({ ...newsTemplate(fake), BROADCAST_RATE: '400', ...options.env }),
  });
  const house = () => world.app.house;
  const self: BroadcastWorld = Object.assign(world, {
    now: clock,
    ahead(ms: number) {
      shift += ms;
    },
    setClock(at: Date) {
      shift = at.getTime() - Date.now();
    },
    async enrol(count: number, chamber: string) {
      const phones = Array.from({ length: count }, () => `+57300${String(2_000_000 + ++numbers)}`);
      const entries = phones.map((phone, k) => ({
        phone,
        name: `Persona ${k}`,
        businessName: 'Tienda',
        chamber,
        territory: null,
        sector: null,
        source: 'lista de prueba',
        consentedAt: new Date('2026-06-01T12:00:00Z'),
        stage: 'entry-diagnosis' as const,
        tags: [],
      }));
      const enrolling = { ports: house().ports, channel: 'twilio', now: clock(), by: 'test' } as const;
      await enrolAll(enrolling, entries);
      return phones.map((phone) => `whatsapp:${phone}`);
    },
    async draft(audience: Audience, change: Partial<Broadcast> = {}) {
      const id = randomBytes(6).toString('hex');
      const { broadcasts } = house().broadcasting;
      await broadcasts.insert({
        id,
        name: 'Prueba',
        notice: 'programme-news',
        subject: { kind: 'none' },
        values: { es: { news: 'Hay una noticia.' } },
        audience,
        startsAt: clock(),
        spreadHours: 0,
        createdBy: 'ana',
        createdAt: clock(),
        ...change,
      });
      return id;
    },
    async send(audience: Audience, change?: Partial<Broadcast>) {
      const id = await self.draft(audience, change);
      const { broadcasting } = house();
      const asked = await askToSend(broadcasting, { id, by: 'ana' });
      if (asked.kind === 'needs-number')
        await askToSend(broadcasting, { id, by: 'ana', typed: asked.plan.sendable });
      return id;
    },
    async stateIs(id: string, state: Broadcast['state']) {
      await until(`${id} is ${state}`, async () => {
        return (await house().broadcasting.broadcasts.get(id))?.state === state;
      });
    },
    async totals(id: string) {
      const totals = await house().broadcasting.rows.totals(id);
      return Object.fromEntries(Object.entries(totals).filter(([, count]) => count > 0));
    },
  });
  return self;
}
