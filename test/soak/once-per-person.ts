import type { BroadcastWorld } from '../broadcasts/world.ts';
import { contactOf } from '../support/coverage.ts';

const REACHED = ['sent', 'delivered', 'read'];

/** What is wrong about a broadcast that is over; empty where everybody planned had it once, or it is known why not. */
export async function oncePerPerson(world: BroadcastWorld, id: string, people: string[]): Promise<string[]> {
  const { house } = world.app;
  const { broadcasts, rows } = house.broadcasting;
  const broadcast = await broadcasts.get(id);
  const totals = await rows.totals(id);
  const counted = Object.values(totals).reduce((sum, count) => sum + count, 0);
  const faults: string[] = [];
  if (broadcast?.state !== 'done') faults.push(`it is ${broadcast?.state}: ${JSON.stringify(totals)}`);
  if (counted !== people.length) faults.push(`${counted} rows for ${people.length} people`);
  const accepted = acceptedBy(world);
  for (const person of people) {
    const row = await rows.get(id, await contactOf(house, person));
    const had = accepted.get(person) ?? 0;
    const wanted = REACHED.includes(row?.state ?? '') ? 1 : 0;
    const known = had === wanted || (row?.state === 'uncertain' && had <= 1);
    if (!known) faults.push(`${row?.id} is ${row?.state} and was accepted ${had} times`);
  }
  return faults;
}

/** Messages each person was sent that did not fail after they were accepted. */
function acceptedBy({ fake }: BroadcastWorld): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { to, status } of fake.messages.all())
    if (status !== 'failed' && status !== 'undelivered') counts.set(to, (counts.get(to) ?? 0) + 1);
  return counts;
}
