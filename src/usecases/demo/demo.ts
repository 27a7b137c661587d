import type { Route } from '../../domain/route.ts';
import type { Ports } from '../ports.ts';
import type { Calendar } from '../session-ports.ts';

/** Invented people and places (data/demo.yaml). */
export type Demo = {
  source: string;
  /** What their telephone numbers begin with; two digits follow. */
  numbers: { advisors: string; shopkeepers: string };
  places: { address: string; link: string };
  /** What the closing event is called. */
  event: string;
  chambers: { id: string; name: string; territories: string[] }[];
  phone: string;
  hours: string;
  advisors: string[];
  /** Name, business, sector. */
  shopkeepers: [string, string, string][];
};

export type Seeding = {
  ports: Pick<
    Ports,
    'contacts' | 'consents' | 'chambers' | 'enrolments' | 'advisors' | 'sessions' | 'bookings' | 'events'
  >;
  calendar: Calendar;
  route: Route;
  demo: Demo;
  now: Date;
};

/** Who made what the demo made. */
export const BY = 'demo';

/** Numbers of the demo live in the simulator alone. */
export async function demoContact({ ports }: Seeding, phone: string, at: Date): Promise<string> {
  const identities = [{ kind: 'phone', value: phone } as const];
  const contactId = await ports.contacts.resolve({ identities, channel: 'simulator', at });
  await ports.contacts.keep(contactId);
  return contactId;
}

export function numberOf(prefix: string, n: number): string {
  return `${prefix}${String(n + 1).padStart(2, '0')}`;
}
