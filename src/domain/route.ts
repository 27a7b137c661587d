import { z } from 'zod';
import { STAGES } from './enrolment.ts';
import { SESSION_KINDS } from './session.ts';

const kind = z.enum(SESSION_KINDS);

/** How the route is booked: data, versioned; ours, not the programme's (data/route.yaml). */
export const routeSchema = z.strictObject({
  version: z.string(),
  /** Minutes, and how many take part: one is individual and arises from an advisor's hours. */
  kinds: z.record(kind, z.strictObject({ minutes: z.int().positive(), seats: z.int().positive() })),
  /** What may be booked at each stage. */
  stages: z.partialRecord(z.enum(STAGES), z.array(kind)),
  /** What somebody whose screening says eligible may book before being enrolled. */
  eligible: z.array(kind),
  /** Nobody has two of these ahead of them. */
  once: z.array(kind),
  /** Sessions somebody may have ahead of them at one time, so that nobody books up an advisor. */
  mostAhead: z.int().positive(),
  holdMinutes: z.int().positive(),
  offerMinutes: z.int().positive(),
  /** Until so long before its start a session is moved or cancelled in the chat; later a person does it. */
  cutOffHours: z.number().nonnegative(),
  /** Nothing is offered that begins sooner than this. */
  noticeHours: z.number().nonnegative(),
  /** How far ahead times are offered. */
  horizonDays: z.int().positive(),
});
export type Route = z.infer<typeof routeSchema>;
