import type { WallClock } from '../../domain/reminders.ts';
import type { Notifying } from '../notify.ts';
import type { Ports } from '../ports.ts';
import type { BookingsToRemind, Directory, Reminders } from './ports.ts';

/** What reminders stand on. */
export type Reminding = {
  ports: Pick<Ports, 'jobs' | 'clock' | 'log' | 'isOutage' | 'outbound'>;
  reminders: Reminders;
  bookings: BookingsToRemind;
  directory: Directory;
  wallClock: WallClock;
  notifying: Notifying;
};
