import { parseArgs } from 'node:util';
import { inRecords } from '../composition/open-records.ts';
import type { Chamber } from '../usecases/ports.ts';
import { UsageFault } from './usage.ts';

const options = {
  name: { type: 'string' },
  phone: { type: 'string' },
  hours: { type: 'string' },
  territories: { type: 'string' },
} as const;

const USAGE =
  'usage: chambers | chambers set ID --name NAME [--phone …] [--hours …] [--territories a,b] (what is not given is kept)';

/** Lists the chambers and their contact details, or sets one. */
export async function listChambers(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [verb, id] = positionals;
  if (verb !== undefined && (verb !== 'set' || !id)) throw new UsageFault(USAGE);
  await inRecords(async ({ chambers }) => {
    if (id) await chambers.save(changed(await chambers.list(), id, values));
    for (const chamber of await chambers.list()) console.log(JSON.stringify(chamber));
  });
}

type Given = { [name in keyof typeof options]?: string | undefined };

function changed(known: Chamber[], id: string, given: Given): Chamber {
  const before = known.find((chamber) => chamber.id === id);
  const name = given.name ?? before?.name;
  if (!name) throw new UsageFault(USAGE);
  const territories = given.territories?.split(',').map((one) => one.trim());
  return {
    id,
    name,
    phone: given.phone ?? before?.phone ?? '',
    hours: given.hours ?? before?.hours ?? '',
    territories: territories?.filter(Boolean) ?? before?.territories ?? [],
  };
}
