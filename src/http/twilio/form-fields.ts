import { z } from 'zod';

/** Twilio sends every field as text, at times twice; what else may come in a forged form counts as absent. */
export const field = z
  .unknown()
  .optional()
  .transform((value): string => {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' ? first : '';
  });

const SID = /^(SM|MM)[0-9a-fA-F]{32}$/;

/** The first of the values that is a message SID; Twilio repeats it under names of older days. */
export function messageSid(...values: string[]): string | null {
  return values.find((value) => SID.test(value)) ?? null;
}
