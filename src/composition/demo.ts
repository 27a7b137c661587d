import { createCalendar } from '../adapters/calendar/calendar.ts';
import { loadDemo } from '../adapters/files/demo-file.ts';
import { loadRoute } from '../adapters/files/route-file.ts';
import type { Config } from '../config.ts';
import type { Seeding } from '../usecases/demo/demo.ts';
import { type Seeded, seedDemo } from '../usecases/demo/seed-demo.ts';
import type { House } from './house.ts';
import { FOLDERS } from './paths.ts';

/** Invented people among real ones would be written to and counted: never in production. */
export async function fillDemo(config: Config, ports: Seeding['ports'], now: Date): Promise<Seeded> {
  return await seedDemo({
    ports,
    calendar: createCalendar(config.timeZone),
    route: loadRoute(FOLDERS.data),
    demo: loadDemo(FOLDERS.data),
    now,
  });
}

/** A first start with nothing configured shows something at once; records that hold anything are left alone. */
export async function fillIfNew({ config, ports, records }: House): Promise<Seeded | null> {
  const configured = config.mongodbUri !== undefined || config.twilio !== null;
  if (config.environment !== 'development' || configured || config.role === 'worker') return null;
  const { contacts, chambers, advisors } = records.models;
  for (const model of [contacts, chambers, advisors]) if (await model.collection.findOne()) return null;
  return await fillDemo(config, ports, ports.clock());
}
