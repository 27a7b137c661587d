import type { TestWorld } from './test-app.ts';

export type Newcomer = { address: string; id: string };

/** People who said hello a minute after one another; their numbers begin with `prefix` and end in four digits. */
export function newcomers(world: () => TestWorld, prefix: string): () => Promise<Newcomer> {
  let people = 0;
  return async () => {
    const { fake, app } = world();
    const number = `${prefix}${String(people++).padStart(4, '0')}`;
    const address = `whatsapp:${number}`;
    fake.clock.advance(60_000);
    await fake.say(address, 'hola');
    await fake.waitForInbox(address, 1);
    return { address, id: (await app.house.ports.contacts.find({ kind: 'phone', value: number })) ?? '' };
  };
}
