import type { WallClock } from '../../src/domain/reminders.ts';

/** Bogota has been at UTC−5 since 1993. */
const OFFSET_MS = 5 * 60 * 60_000;
const local = (at: Date) => new Date(at.getTime() - OFFSET_MS);

export const BOGOTA: WallClock = {
  dayOf: (at) => local(at).toISOString().slice(0, 10),
  minutesOf: (at) => local(at).getUTCHours() * 60 + local(at).getUTCMinutes(),
  instant: (day, time) => new Date(Date.parse(`${day}T${time}:00Z`) + OFFSET_MS),
  addDays: (day, days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10),
};

/** `2026-11-24 15:00`, as the clock in Bogota shows it. */
export function bogota(written: string): Date {
  const [day = '', time = ''] = written.split(' ');
  return BOGOTA.instant(day, time);
}

export function shown(at: Date): string {
  return local(at).toISOString().slice(0, 16).replace('T', ' ');
}
