import { parseArgs } from 'node:util';
import { inHouse } from '../composition/open-house.ts';
import { UsageFault } from './usage.ts';

const options = {
  name: { type: 'string' },
  phone: { type: 'string' },
  hours: { type: 'string' },
  territories: { type: 'string' },
} as const;

/** Lists the chambers and their contact details, or sets one. */
export async function chambers(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [verb, id] = positionals;
  await inHouse(async ({ ports }) => {
    if (verb === 'set') {
      if (!id || !values.name)
        throw new UsageFault('usage: chambers set ID --name NAME [--phone …] [--hours …]');
      const { name, phone = '', hours = '', territories = '' } = values;
      const served = territories.split(',').filter(Boolean);
      await ports.chambers.save({ id, name, phone, hours, territories: served });
    }
    for (const chamber of await ports.chambers.list()) console.log(JSON.stringify(chamber));
  });
}
