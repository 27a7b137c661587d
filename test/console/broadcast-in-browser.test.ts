import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeEvent } from '../../src/usecases/events/edit-event.ts';
import { type BroadcastWorld, startBroadcastWorld } from '../broadcasts/world.ts';
import { DESKTOP, executablePath, PHONE, seriousFaults, useBrowser } from '../support/browser.ts';
import { addAccount, signInAt } from './browser.ts';

/** Where to leave pictures of the pages (`docs/pictures` for the README). */
const pictures = process.env.CONSOLE_PICTURES;

describe.skipIf(!executablePath)('a broadcast in a browser (needs Chromium)', () => {
  let world: BroadcastWorld;

  beforeAll(async () => {
    world = await startBroadcastWorld();
    const { ports } = world.app.house;
    for (const id of ['desktop', 'phone']) {
      await ports.chambers.save({ id, name: `Cámara ${id}`, phone: '', hours: '', territories: [] });
      await addAccount(world, `luis-${id}`, 'coordinator', id);
      for (const person of await world.enrol(4, id)) {
        await world.fake.say(person, 'hola');
        await world.fake.waitForInbox(person, 1);
      }
      const startsAt = new Date(world.now().getTime() + 10 * 24 * 3_600_000);
      const made = await makeEvent(ports, {
        id,
        plan: {
          ...{ name: 'Cierre DEMO', chamber: id, capacity: 9, companions: 1, description: {} },
          ...{ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) },
          place: { address: 'Teatro (DEMO)', link: null },
        },
        now: world.now(),
      });
      expect(made.kind).toBe('made');
    }
  });
  afterAll(() => world?.close());
  const pages = useBrowser({ timeoutMs: 15_000, unless: 'ERR_' });

  /** No serious fault of accessibility, and nothing that scrolls sideways. */
  async function isFine(page: Page, name: string): Promise<void> {
    expect(await seriousFaults(page), name).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), name).toBe(false);
    if (pictures) await page.screenshot({ path: join(pictures, `console-${name}.png`), fullPage: true });
  }

  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])('is composed, looked at, sent and watched to its end on a %s', async (name, options) => {
    const page = await signInAt(await pages.open(`${world.app.url}/console`, options), `luis-${name}`);
    await page.goto(`${world.app.url}/console/events/${name}`);
    await page.getByRole('link', { name: 'Invitar' }).click();
    await page.getByLabel('Nombre (solo lo ve el equipo)').fill('Invitación al cierre');
    await page.getByText('4 personas en la lista').waitFor();
    await page.getByLabel('Etapa').selectOption('networking');
    await page.getByText('0 personas en la lista').waitFor();
    await page.getByLabel('Etapa').selectOption('');
    await page.getByText('4 personas en la lista').waitFor();
    await isFine(page, `broadcast-composer-${name}`);
    await page.getByRole('button', { name: 'Ver el plan' }).click();
    await page.getByText('Se le escribe a 4 personas.').waitFor();
    expect(await page.locator('.phone-frame').count()).toBe(2);
    await isFine(page, `broadcast-plan-${name}`);
    await page.getByRole('button', { name: 'Enviar a 4 personas' }).click();
    await page.getByText('4 de 4').waitFor();
    await page.getByText('Terminada').waitFor();
    await isFine(page, `broadcast-progress-${name}`);
    await page.getByRole('link', { name: 'Persona por persona' }).click();
    await page.getByText('Persona 3').waitFor();
    await isFine(page, `broadcast-ledger-${name}`);
  });
});
