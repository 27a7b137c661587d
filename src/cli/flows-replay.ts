import { createCalendar } from '../adapters/calendar/calendar.ts';
import { loadRoute } from '../adapters/files/route-file.ts';
import { loadRubric } from '../adapters/files/rubric-file.ts';
import { loadTexts } from '../adapters/i18next/texts.ts';
import { createMemoryRecords } from '../adapters/memory/records.ts';
import { loadFlowVersions } from '../adapters/mongo/flow-versions.ts';
import { readHeard } from '../adapters/mongo/heard.ts';
import { inRecords } from '../composition/open-records.ts';
import { FOLDERS } from '../composition/paths.ts';
import { loadScript } from '../composition/script.ts';
import { assembleWorld } from '../composition/world.ts';
import type { Flow } from '../flow/definition.ts';
import { createFlowSet } from '../flow/flow-set.ts';
import { ACTIONS } from '../usecases/actions/registry.ts';
import type { Advancing } from '../usecases/advance.ts';
import { shadow } from '../usecases/shadow.ts';
import type { FlowsArguments } from './flows.ts';
import { UsageFault } from './usage.ts';

/**
 * `flows replay --last N`: what the last N people wrote, played on the flows as published and on the draft in the
 * files. Nothing is sent or stored, and nothing they wrote is printed: only where the two part ways.
 */
export async function replayCommand({ values }: FlowsArguments): Promise<void> {
  const last = Number(values.last);
  if (!Number.isInteger(last) || last < 1) throw new UsageFault('usage: flows replay --last N [--flows DIR]');
  await inRecords(async ({ config, records, vault }) => {
    const texts = await loadTexts(values.locales, config.timeZone);
    const draft = loadScript(texts, values);
    const published = newestOf((await loadFlowVersions(records.models)).map(({ flow }) => flow));
    const rubric = loadRubric(FOLDERS.data);
    const facts = { controller: '', controllerContact: '', policyUrl: '' };
    const houseOf = (flows: Flow[]) => {
      const world = assembleWorld({ flows: createFlowSet(draft.house, flows), texts, facts });
      return (): Advancing => ({
        world,
        route: loadRoute(FOLDERS.data),
        calendar: createCalendar('America/Bogota'),
        rubric,
        actions: ACTIONS,
        ports: createMemoryRecords(config.defaultLocale),
        defaultLocale: config.defaultLocale,
        answerer: async ({ text }) => text,
      });
    };
    const conversations = await readHeard(records.models, vault, last);
    const houses = { published: houseOf(published), draft: houseOf(draft.flows) };
    const { differences, ...counts } = await shadow(houses, conversations);
    for (const difference of differences) console.log(JSON.stringify(difference));
    console.log(JSON.stringify(counts));
  });
}

/** Versions come newest first. */
function newestOf(versions: Flow[]): Flow[] {
  return versions.filter(({ flow }, index) => versions.findIndex((one) => one.flow === flow) === index);
}
