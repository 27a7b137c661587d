import type { Chambers } from '../../usecases/ports.ts';
import type { Models } from './models.ts';

export function createChambers({ chambers }: Models): Chambers {
  return {
    async list() {
      const found = await chambers.find().sort({ name: 1 }).lean();
      return found.map(({ _id: id, name, phone, hours, territories }) => ({
        id,
        name,
        phone,
        hours,
        territories,
      }));
    },
    async save({ id, ...chamber }) {
      await chambers.updateOne({ _id: id }, { $set: chamber }, { upsert: true });
    },
  };
}
