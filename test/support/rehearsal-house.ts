import { createCalendar } from '../../src/adapters/calendar/calendar.ts';
import { loadRoute } from '../../src/adapters/files/route-file.ts';
import { loadRubric } from '../../src/adapters/files/rubric-file.ts';
import { loadTexts } from '../../src/adapters/i18next/texts.ts';
import { createMemoryRecords, type MemoryRecords } from '../../src/adapters/memory/records.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import { loadScript } from '../../src/composition/script.ts';
import { assembleWorld } from '../../src/composition/world.ts';
import { createFlowSet } from '../../src/flow/flow-set.ts';
import type { World } from '../../src/flow/world.ts';
import { ACTIONS } from '../../src/usecases/actions/registry.ts';
import type { Advancing } from '../../src/usecases/advance.ts';

export const FACTS = {
  controller: 'Entidad DEMO',
  controllerContact: 'contacto DEMO',
  policyUrl: 'https://fortaleser.example/privacy',
};

/** The shipped flows, texts and understanding. */
export async function shippedWorld(): Promise<World> {
  const texts = await loadTexts(FOLDERS.locales, 'America/Bogota');
  const { house, flows } = loadScript(texts);
  return assembleWorld({ flows: createFlowSet(house, flows), texts, facts: FACTS });
}

/** A house of memory around a world: real actions, nothing stored, nothing sent. */
export function rehearsalHouse(
  world: World,
  defaultLocale: 'es' | 'en' = 'es',
): Advancing & { ports: MemoryRecords } {
  const ports = createMemoryRecords(defaultLocale);
  return {
    world,
    ports,
    actions: ACTIONS,
    defaultLocale,
    rubric: loadRubric(FOLDERS.data),
    route: loadRoute(FOLDERS.data),
    calendar: createCalendar('America/Bogota'),
    answerer: async ({ text }) => text,
  };
}
