import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../support/processes.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.close());

const cli = (args: string[], stdin?: string) =>
  runCli(args, { env: world.env, ...(stdin !== undefined && { stdin }) });

describe('receive', () => {
  /** Someone whose message is in a file: they wrote it, though not through this WhatsApp. */
  const hasWritten = (number: string) => world.fake.person(number, { lastWroteAt: Date.now() });

  it('replays a saved form, and its reply goes out; replayed again it counts once', async () => {
    hasWritten('whatsapp:+573005000001');
    const { code, stdout } = await cli(['receive', 'test/fixtures/inbound.form']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ received: 'new', message: `SM${'0'.repeat(31)}1` });
    const [reply] = await world.fake.waitForInbox('whatsapp:+573005000001', 1);
    expect(reply?.text).toContain('50 horas');
    const again = await cli(['receive', 'test/fixtures/inbound.form']);
    expect(JSON.parse(again.stdout)).toMatchObject({ received: 'duplicate' });
    expect(world.fake.inbox('whatsapp:+573005000001')).toHaveLength(1);
  });

  it('replays a saved body in JSON', async () => {
    hasWritten('whatsapp:+573005000002');
    const { code } = await cli(['receive', 'test/fixtures/inbound.json']);
    expect(code).toBe(0);
    const [reply] = await world.fake.waitForInbox('whatsapp:+573005000002', 1);
    expect(reply?.text).toContain(world.app.house.texts.get('es', 'common:media.audio'));
  });
});

describe('chat', () => {
  it('answers what is typed and what is tapped, line by line', async () => {
    const { code, stdout, stderr } = await cli(
      ['chat', '--from', '+573005000003'],
      'hola\n#1\n#1\n3 años\n\nnever said\n',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const turns = [
      'Soy el asistente automático',
      '#1 [Ver si cumplo]',
      '¿Autoriza',
      '#1 [Sí]',
      '¿Hace cuánto',
      '¿Cuántas personas',
    ];
    const places = turns.map((words) => stdout.indexOf(words));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places[0]).toBeGreaterThan(0);
    expect(stdout.match(/¿Hace cuánto/g)).toHaveLength(1);
  });
});

describe('chambers and handoffs', () => {
  const PERSON = 'whatsapp:+573005000004';

  it('what a coordinator enters is told to who asks for a person', async () => {
    await world.fake.say(PERSON, 'asesor');
    const [before] = await world.fake.waitForInbox(PERSON, 1);
    expect(before?.text).toContain('Todavía no tengo su horario');

    const name = 'Cámara de Ejemplo';
    const hours = 'lunes a viernes, 8 a. m. a 5 p. m.';
    const set = await cli(['chambers', 'set', 'ejemplo', '--name', name, '--hours', hours]);
    expect(JSON.parse(set.stdout)).toEqual({ id: 'ejemplo', name, hours, phone: '', territories: [] });
    const more = await cli(['chambers', 'set', 'ejemplo', '--territories', 'armenia, calarca']);
    expect(JSON.parse(more.stdout)).toMatchObject({ name, hours, territories: ['armenia', 'calarca'] });

    await world.fake.say(PERSON, 'asesor');
    const after = (await world.fake.waitForInbox(PERSON, 2)).at(-1);
    expect(after?.text).toContain(`${name}: ${hours}`);
  });

  it('lists who waits for a person and closes a handoff once', async () => {
    const open = (await cli(['handoffs'])).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const mine = open.filter(({ contact }) => contact === PERSON.replace('whatsapp:', ''));
    expect(mine.length).toBeGreaterThan(0);
    const [{ id }] = mine;
    expect(mine[0]).toMatchObject({ reason: 'asked', closedAt: null });

    expect(JSON.parse((await cli(['handoffs', 'close', id])).stdout)).toEqual({ closed: id });
    const again = await cli(['handoffs', 'close', id]);
    expect({ code: again.code, stderr: again.stderr }).toEqual({
      code: 1,
      stderr: `there is no open handoff ${id}\n`,
    });
    expect((await cli(['handoffs', '--closed'])).stdout).toContain(id);
  });
});
