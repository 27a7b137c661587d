import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDemo } from '../../src/composition/demo.ts';
import type { Enrolment } from '../../src/domain/enrolment.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';
import { addAccount, visitor } from './browser.ts';

const NOW = new Date('2026-11-27T14:00:00Z');
let world: TestWorld;
let ana: ReturnType<typeof visitor>;
let luis: ReturnType<typeof visitor>;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 60_000, clock: () => NOW } });
  await fillDemo(world.app.house.config, world.app.house.ports, NOW);
  await addAccount(world, 'ana');
  await addAccount(world, 'luis', 'coordinator', 'cali');
  ana = visitor(world);
  luis = visitor(world);
  await ana.signIn('ana');
  await luis.signIn('luis');
  await ana.get('/console');
  await luis.get('/console');
});
afterAll(() => world.close());

const ports = () => world.app.house.ports;
/** Whom a message of our own went to. */
const toldBy = async (key: string) =>
  (await world.app.house.records.models.messages.findById(key).lean())?.contactId;
const audited = async (record: string) =>
  (await world.app.house.records.models.audit.find({ record }).lean()).map(({ what }) => what);

async function business(chamber: string, stage: Enrolment['stage']): Promise<Enrolment> {
  const [found] = await ports().enrolments.list({ chamber, stage }, { limit: 1 });
  if (!found) throw new Error('the demo lacks it');
  return found;
}

describe('a coordinator', () => {
  it('sees nothing of another chamber’s route, by no address and in no list', async () => {
    const theirs = await business('pereira', 'accompaniment');
    const file = new FormData();
    file.set('_csrf', 'x');
    for (const path of [
      '/sessions/demo-group-pereira-1',
      '/advisors/demo-pereira-1',
      `/enrolments/${theirs.id}`,
    ])
      expect((await luis.get(`/console${path}`)).status, path).toBe(404);
    const forms = {
      '/sessions/demo-group-pereira-1/cancel': { message: 'no' },
      '/sessions/demo-group-pereira-1/assign': { advisor: '' },
      '/sessions/demo-group-pereira-1/attendance': { booking: 'x', came: 'yes' },
      '/sessions/new': { kind: 'group', chamber: 'pereira', day: '2026-12-10', time: '10:00' },
      '/advisors/new': { name: 'X', phone: '3005550199', chamber: 'pereira' },
      '/advisors/demo-pereira-1/hours': {},
      '/advisors/demo-pereira-1/exception': { date: '2026-12-10' },
      '/advisors/demo-pereira-1/remove': {},
      '/advisors/demo-pereira-1/settings': { buffer: '0', max: '1', 'kind-group': '1' },
      [`/enrolments/${theirs.id}/stage`]: { stage: 'completed' },
      [`/enrolments/${theirs.id}/hours`]: { minutes: '60', reason: 'x' },
      [`/enrolments/${theirs.id}/names`]: { name: 'x', business: 'x' },
      [`/enrolments/${theirs.id}/status`]: { to: 'withdrawn' },
    };
    for (const [path, form] of Object.entries(forms))
      expect((await luis.post(`/console${path}`, form as Record<string, string>)).status, path).toBe(404);
    for (const path of [
      '/enrolments?chamber=pereira',
      '/advisors?chamber=pereira',
      '/sessions?chamber=pereira',
    ]) {
      const { body } = await luis.get(`/console${path}`);
      expect(body, path).not.toContain('Pereira');
      expect(body, path).not.toContain('Beatriz Elena');
    }
    expect(await ports().enrolments.get(theirs.id)).toEqual(theirs);
  });
});

describe('sessions', () => {
  it('stand in the week by advisor, with places taken; another week is a link away', async () => {
    const { body } = await ana.get('/console/sessions?chamber=cali');
    expect(body).toContain('Nancy Mosquera');
    expect(body).toMatch(/demo-group-cali--1/);
    const next = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await ana.get(next)).body).toContain('demo-group-cali-0');
    expect((await ana.get('/console/sessions?week=nonsense')).status).toBe(200);
  });

  it('an attendance is marked, put right, and the hours follow', async () => {
    const session = 'demo-group-cali--1';
    const [booking] = await ports().bookings.ofSession(session);
    const minutes = async () => {
      const enrolment = await ports().enrolments.get(booking?.enrolmentId ?? '');
      return enrolment?.credits.find(({ key }) => key === `attendance-${booking?.id}`)?.minutes;
    };
    const mark = (came: string) =>
      luis.post(`/console/sessions/${session}/attendance`, { booking: booking?.id ?? '', came });
    expect((await mark('no')).location).toContain('said=marked');
    expect(await minutes()).toBeUndefined();
    await mark('yes');
    await mark('yes');
    expect(await minutes()).toBe(120);
    expect(await audited(booking?.id ?? '')).toContain('booking.missed');
  });

  it('takes out what is of the chamber, and no other’s', async () => {
    for (const name of ['bookings', 'enrolments']) {
      const own = (await luis.get(`/console/exports/${name}.csv`)).body.split('\n');
      expect(own.length, name).toBeGreaterThan(2);
      expect(
        own.filter((line) => line.includes('pereira')),
        name,
      ).toEqual([]);
      expect((await ana.get(`/console/exports/${name}.csv`)).body, name).toContain('pereira');
    }
    expect((await luis.get('/console/exports/rsvps.csv')).status).toBe(200);
  });

  it('one that has not begun is not marked; another’s booking neither', async () => {
    const [next] = await ports().bookings.ofSession('demo-group-cali-0');
    const mark = (session: string, booking: string) =>
      luis.post(`/console/sessions/${session}/attendance`, { booking, came: 'yes' });
    expect((await mark('demo-group-cali-0', next?.id ?? '')).location).toContain('said=too-early');
    expect((await mark('demo-group-cali--1', next?.id ?? '')).status).toBe(404);
  });

  it('one goes into the pool, is listed there, and to another advisor who is free', async () => {
    const to = '/console/sessions/demo-group-cali-0';
    expect((await luis.post(`${to}/assign`, { advisor: '' })).location).toContain('said=assigned');
    expect((await luis.get('/console/sessions')).body).toContain('1 sesión espera asesor');
    expect((await luis.post(`${to}/assign`, { advisor: 'demo-pereira-1' })).location).toContain(
      'unknown-advisor',
    );
    expect((await luis.post(`${to}/assign`, { advisor: 'demo-cali-2' })).location).toContain('said=assigned');
    expect((await ports().sessions.get('demo-group-cali-0'))?.advisorId).toBe('demo-cali-2');
    const [booking] = await ports().bookings.ofSession('demo-group-cali-0');
    expect(await toldBy(`session-advisor-${booking?.id}-${booking?.revision}`)).toBe(booking?.contactId);
    expect(await audited('demo-group-cali-0')).toEqual(['session.assigned', 'session.assigned']);
  });

  it('one is cancelled with a word, and everybody who booked or stood in line hears it', async () => {
    const [booking] = await ports().bookings.ofSession('demo-networking-cali-1');
    await ports().waitlist.join({
      ...{
        id: 'in-line',
        contactId: booking?.contactId ?? '',
        enrolmentId: null,
        joinedAt: new Date(),
        state: 'waiting',
      },
      ...{ target: { kind: 'session', sessionId: 'demo-networking-cali-1' }, offers: 0, offer: null },
    });
    const to = '/console/sessions/demo-networking-cali-1';
    expect((await luis.post(`${to}/cancel`, { message: '  ' })).location).toContain('said=no-message');
    expect((await luis.post(`${to}/cancel`, { message: 'llueve' })).location).toContain(
      'said=session-cancelled',
    );
    expect((await ports().bookings.get(booking?.id ?? ''))?.state).toBe('cancelled');
    expect(await toldBy(`session-cancelled-${booking?.id}`)).toBe(booking?.contactId);
    expect(await toldBy('wait-over-in-line')).toBe(booking?.contactId);
    expect((await ports().waitlist.get('in-line'))?.state).toBe('lapsed');
    expect(
      (await luis.post('/console/sessions/demo-group-cali--1/cancel', { message: 'x' })).location,
    ).toContain('said=begun');
  });

  it('new ones are made by a rule; what cannot be made says why', async () => {
    const plan = { kind: 'group', chamber: 'cali', advisor: '', day: '2026-12-01', time: '10:00' };
    const make = (more: Record<string, string>) => luis.post('/console/sessions/new', { ...plan, ...more });
    expect((await make({ repeat: 'weekly', times: '2' })).location).toBe(
      '/console/sessions?week=2026-12-01&said=sessions-made-less',
    );
    expect((await make({ day: '2020-01-01' })).location).toContain('said=past');
    expect((await make({ time: '10:07' })).location).toContain('said=not-a-quarter');
    expect((await make({ repeat: 'weekly', times: '500' })).location).toContain('said=endless-rule');
    expect((await make({ seats: '1' })).location).toContain('said=bad-seats');
    expect((await make({ kind: 'individual' })).location).toContain('said=not-done');
    expect((await make({ repeat: 'hourly' })).status).toBe(404);
  });
});

describe('advisors', () => {
  it('one is added by number, once, and a number that is none is refused', async () => {
    const add = (phone: string) =>
      luis.post('/console/advisors/new', { name: 'Marta Ruiz', phone, chamber: 'cali' });
    expect((await add('602 345 6789')).location).toContain('said=fixed-line');
    const { location } = await add('300 555 0190');
    expect(location).toMatch(/^\/console\/advisors\/[a-f0-9]{24}\?said=advisor-added$/);
    expect((await add('3005550190')).location).toContain('said=advisor-known');
    expect((await luis.get('/console/advisors')).body).toContain('Marta Ruiz');
  });

  it('hours, days unlike the others and the rest are changed; nonsense changes nothing', async () => {
    const to = '/console/advisors/demo-cali-1';
    const advisor = () => ports().advisors.get('demo-cali-1');
    const before = await advisor();
    expect((await luis.post(`${to}/hours`, { 'day-1': '8-12', 'day-2': '12-8' })).location).toContain(
      'no-hours',
    );
    expect((await luis.post(`${to}/exception`, { date: '2026-02-30' })).location).toContain('no-day');
    expect(
      (await luis.post(`${to}/settings`, { buffer: '-5', max: '3', 'kind-group': '1' })).location,
    ).toContain('no-number');
    expect((await luis.post(`${to}/settings`, { buffer: '0', max: '3' })).location).toContain('no-kinds');
    expect(await advisor()).toEqual(before);
    await luis.post(`${to}/hours`, { 'day-1': '8-12, 14-16', 'day-6': '09:00-11:00' });
    await luis.post(`${to}/exception`, { date: '2026-12-24', hours: '8-10', what: 'set' });
    await luis.post(`${to}/exception`, { date: '2026-12-31', hours: '', what: 'set' });
    const settings = {
      buffer: '30',
      max: '3',
      'kind-group': '1',
      'territory-palmira': '1',
      link: 'javascript:x',
    };
    await luis.post(`${to}/settings`, settings);
    expect(await advisor()).toMatchObject({
      weekly: [
        { weekday: 1, from: '08:00', to: '12:00' },
        { weekday: 1, from: '14:00', to: '16:00' },
        { weekday: 6, from: '09:00', to: '11:00' },
      ],
      ...{ bufferMinutes: 30, maxPerDay: 3, kinds: ['group'], territories: ['palmira'] },
      place: { address: null, link: null },
    });
    expect((await luis.get(to)).body).toContain('24 de diciembre de 2026');
    await luis.post(`${to}/exception`, { date: '2026-12-24', what: 'back' });
    expect((await advisor())?.exceptions.map(({ date }) => date)).not.toContain('2026-12-24');
    expect(new Set(await audited('demo-cali-1'))).toEqual(
      new Set(['advisor.hours', 'advisor.exception', 'advisor.edited']),
    );
  });
});

it('an advisor who goes leaves their sessions, with their people, to the pool', async () => {
  const ahead = { from: NOW, to: new Date('2027-06-01') };
  const before = (await ports().bookings.ofAdvisor('demo-ibague-1', ahead)).map(({ id }) => id);
  expect(before.length).toBeGreaterThan(0);
  expect((await ana.post('/console/advisors/demo-ibague-1/remove')).location).toContain(
    'said=advisor-removed',
  );
  expect(await ports().bookings.ofAdvisor('demo-ibague-1', ahead)).toEqual([]);
  const pooled = await ports().bookings.ofAdvisor(null, ahead);
  expect(pooled.map(({ id, state }) => [id, state])).toEqual(
    expect.arrayContaining(before.map((id) => [id, 'booked'])),
  );
  expect((await ana.get('/console/sessions?chamber=ibague')).body).toMatch(/sesiones esperan asesor/);
  expect((await ana.get('/console/advisors/demo-ibague-1')).body).toContain('ya no está activo');
  expect((await ana.get('/console/advisors?chamber=ibague')).body).not.toContain('demo-ibague-1');
});

describe('businesses on the route', () => {
  it('are listed by stage, found by a word of their name, a page at a time', async () => {
    const { body } = await ana.get('/console/enrolments');
    const next = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const ids = (page: string) => [...page.matchAll(/\/enrolments\/([a-f0-9]{24})"/g)].map(([, id]) => id);
    const all = [...ids(body), ...ids((await ana.get(next)).body)];
    expect([ids(body).length, new Set(all).size]).toEqual([25, 49]);
    const found = await luis.get('/console/enrolments?named=ESPERANZA&stage=accompaniment');
    expect(ids(found.body)).toHaveLength(1);
    expect((await luis.get('/console/enrolments?named=nadie')).body).toContain('No hay negocios aquí');
  });

  it('one is moved on, corrected once a form, renamed, withdrawn and taken back, all in the audit', async () => {
    const { id } = await business('cali', 'road-map');
    const to = `/console/enrolments/${id}`;
    const { body } = await luis.get(to);
    const key = /name="key" value="([^"]+)"/.exec(body)?.[1] ?? '';
    await luis.post(`${to}/stage`, { stage: 'networking' });
    for (let twice = 0; twice < 2; twice++)
      await luis.post(`${to}/hours`, { key, minutes: '90', reason: 'Taller del sábado' });
    expect((await luis.post(`${to}/hours`, { key, minutes: '90', reason: ' ' })).location).toContain(
      'said=empty',
    );
    expect((await luis.post(`${to}/hours`, { key, minutes: '1e9', reason: 'x' })).location).toContain(
      'no-number',
    );
    await luis.post(`${to}/names`, { name: 'Nuevo Nombre', business: 'Nuevo Negocio' });
    await luis.post(`${to}/status`, { to: 'withdrawn' });
    expect((await luis.post(`${to}/stage`, { stage: 'completed' })).location).toContain('said=not-done');
    await luis.post(`${to}/status`, { to: 'active' });
    const now = await ports().enrolments.get(id);
    expect(now).toMatchObject({ stage: 'networking', status: 'active', name: 'Nuevo Nombre' });
    expect(now?.credits.filter((credit) => credit.reason === 'Taller del sábado')).toHaveLength(1);
    expect((await luis.get(to)).body).toContain('Taller del sábado');
    const changes = [
      ...['enrolment.credited', 'enrolment.reinstated', 'enrolment.renamed', 'enrolment.stage.networking'],
      'enrolment.withdrawn',
    ];
    expect(await audited(id)).toEqual(expect.arrayContaining(changes));
  });

  it('one is enrolled by hand; what is missing says so', async () => {
    const given = {
      ...{
        phone: '300 555 0191',
        name: 'Eva Luna',
        business: 'Moños Eva',
        chamber: 'cali',
        territory: 'cali',
      },
      ...{ sector: 'belleza', source: 'Visita', consentedAt: '2026-11-20' },
    };
    const enrol = (more: Record<string, string> = {}) =>
      luis.post('/console/enrolments/new', { ...given, ...more });
    expect((await enrol({ phone: '12' })).location).toContain('said=invalid-number');
    expect((await enrol({ consentedAt: '2027-01-01' })).location).toContain('said=missing-consent-date');
    expect((await enrol({ chamber: 'pereira' })).location).toContain('said=unknown-chamber');
    const { location } = await enrol();
    expect(location).toContain('said=enrolled');
    expect((await enrol()).location).toBe(location?.replace('enrolled', 'known'));
    expect((await luis.get(location ?? '')).body).toContain('Moños Eva');
  });
});

describe('a list of businesses', () => {
  async function upload(who: typeof luis, text: string, more: Record<string, string> = {}) {
    const token = /name="_csrf" value="([^"]+)"/.exec(
      (await who.get('/console/enrolments/import')).body,
    )?.[1];
    const body = new FormData();
    const fields = { _csrf: token ?? '', source: 'Lista', consentedAt: '2026-11-20', ...more };
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    body.set('file', new Blob([text]), 'lista.csv');
    return await who.post('/console/enrolments/import', {}, { body });
  }

  const LIST = [
    'Celular;Nombre;Negocio;Cámara;Color',
    '3005550301;Ana Muñoz;La Espiga Nueva;Cali;rojo',
    '3005550302;Luis Paz;Taller Paz;cali;azul',
    '3005550302;Luis Paz;TALLER PAZ;cali;azul',
    '6012345678;Fijo;Dos;Cali;',
    '3005550303;De Otra;Tres;Pereira;',
  ].join('\n');

  it('is looked through first, then taken in with its progress, and who is there is not repeated', async () => {
    const { location } = await upload(luis, LIST);
    expect(location).toMatch(/^\/console\/enrolments\/import\/[a-f0-9]{32}$/);
    const { body } = await luis.get(location ?? '');
    for (const said of [
      'nuevos',
      'repetidos en la lista',
      'celular que no sirve',
      'cámara desconocida',
      'Color',
    ])
      expect(body).toContain(said);
    expect(body).toContain('es un teléfono fijo');
    expect(body).toContain('Inscribir 2 negocios');
    expect(await ports().contacts.find({ kind: 'phone', value: '+573005550301' })).toBeNull();
    expect((await luis.post(location ?? '')).location).toBe(location);
    await until('the list is in', async () =>
      (await luis.get(`${location}/progress`)).body.includes('Listo: 2'),
    );
    expect((await luis.get('/console/enrolments?named=espiga')).body).toContain('La Espiga Nueva');
    const again = await upload(luis, LIST);
    expect((await luis.get(again.location ?? '')).body).not.toContain('Inscribir');
    expect(await audited(location?.split('/').at(-1) ?? '')).toEqual(['enrolments.imported']);
  });

  it('is nobody else’s, and lies sealed while it waits', async () => {
    const { location } = await upload(luis, LIST.replaceAll('55503', '55504'));
    expect((await ana.get(location ?? '')).location).toContain('said=file-gone');
    const { redis } = world.app.house;
    for (const key of await redis.keys('upload:*')) expect(await redis.get(key)).not.toContain('Luis Paz');
  });

  it.each([
    ['', 'file-empty'],
    ['Nombre;Negocio\nAna;Uno', 'file-no-header'],
    ['Celular;Celular;Nombre;Negocio\n1;2;3;4', 'file-twice'],
    ['\u0000\u0001\u0002', 'file-'],
  ])('that is none is refused: %j', async (text, reason) => {
    expect((await upload(luis, text)).location).toContain(`said=${reason}`);
  });

  it('without the token of the form it is not read', async () => {
    expect((await upload(luis, LIST, { _csrf: 'forged' })).status).toBe(403);
    const stranger = visitor(world);
    const body = new FormData();
    body.set('file', new Blob([LIST]), 'lista.csv');
    const { status } = await stranger.post('/console/enrolments/import', {}, { body });
    expect([303, 401]).toContain(status);
  });
});
