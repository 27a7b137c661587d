import { createRecurrence } from '../adapters/calendar/recurrence.ts';
import { loadTerritories } from '../adapters/files/understanding-files.ts';
import { createSessionDesk } from '../adapters/mongo/session-desk.ts';
import { readPhone } from '../adapters/phone/read-phone.ts';
import { createUploads } from '../adapters/redis/uploads.ts';
import { readTable } from '../adapters/sheets/read-table.ts';
import type { Accompaniment } from '../http/console/accompaniment.ts';
import { createImports } from '../usecases/console/imports.ts';
import type { House } from './house.ts';
import { FOLDERS } from './paths.ts';

export function accompanimentOf({
  config,
  log,
  conversing,
  notifying,
  ports,
  records,
  redis,
  vault,
}: House): Accompaniment {
  const { calendar, route } = conversing;
  // Without Twilio, people live in the simulator.
  const channel = config.twilio ? 'twilio' : 'simulator';
  return {
    ...{ ports, calendar, route, notifying, readPhone, readTable },
    desk: createSessionDesk(records.models, ports.enrolments),
    recurrence: createRecurrence(config.timeZone),
    territories: loadTerritories(FOLDERS.data).territories,
    channel,
    uploads: createUploads(redis, vault),
    imports: createImports({ ports, channel, clock: ports.clock, log }),
  };
}
