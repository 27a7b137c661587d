import { z } from 'zod';
import { certifiedSchema } from './certified.ts';
import { givenSchema } from './given.ts';

const bubble = z.union([z.string(), z.strictObject({ text: z.string(), choices: z.array(z.string()) })]);
export type Bubble = z.infer<typeof bubble>;

/**
 * One pair of a transcript, as the simulator and `cli chat --record` write it. By hand come `given` (records that
 * coordinators entered), `wait` (the time gone by before it), a tap's `payload` (for a button nobody ever showed)
 * and `records` (what must be there afterwards).
 */
const pair = z.strictObject({
  given: givenSchema.optional(),
  wait: z
    .string()
    .regex(/^\+\d+(?:min|h|d)$/)
    .optional(),
  certified: certifiedSchema.optional(),
  said: z.string().optional(),
  tap: z.string().optional(),
  payload: z.string().optional(),
  media: z.enum(['audio', 'image', 'video', 'sticker', 'document', 'contact-card']).optional(),
  caption: z.string().optional(),
  location: z.strictObject({ latitude: z.number(), longitude: z.number(), label: z.string() }).optional(),
  unsupported: z.literal(true).optional(),
  expected: z.array(bubble).optional(),
  records: z
    .strictObject({
      handoffs: z.array(z.string()),
      verdict: z.string().nullable(),
      consented: z.boolean(),
      optedOut: z.string(),
      /** Sessions booked ahead, as `kind at when`. */
      bookings: z.array(z.string()),
      waitlist: z.array(z.string()),
      /** Answers to invitations, as `answer event +companions`. */
      invitations: z.array(z.string()),
    })
    .partial()
    .optional(),
});
export type Pair = z.infer<typeof pair>;

export const transcriptSchema = z.array(pair).min(1);
