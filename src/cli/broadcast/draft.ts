import { randomBytes } from 'node:crypto';
import { type Audience, audienceSchema, type Subject } from '../../domain/broadcast.ts';
import type { Broadcasting } from '../../usecases/broadcasts/broadcasting.ts';
import { UsageFault } from '../usage.ts';
import type { BroadcastOptions } from './options.ts';

/** Keeps a draft as the options say; its id. */
export async function draftFrom(
  { broadcasts, notifying, ports }: Broadcasting,
  options: BroadcastOptions,
): Promise<string> {
  const { name = '', notice, event, by } = options;
  const kind = notifying.book.all.find((one) => one.name === notice);
  if (!kind) throw new UsageFault(`there is no notice ${notice} in data/templates.yaml`);
  const subject: Subject = event ? { kind: 'event', eventId: event } : { kind: 'none' };
  const now = ports.clock();
  const id = randomBytes(8).toString('hex');
  await broadcasts.insert({
    ...{ id, name, notice, subject, audience: audienceOf(options), createdBy: by, createdAt: now },
    values: event ? {} : valuesOf(options),
    startsAt: options.starts ? instantOf(options.starts) : now,
    spreadHours: amountOf('spread', options.spread) ?? 0,
  });
  return id;
}

function valuesOf(options: BroadcastOptions): Record<string, Record<string, string>> {
  const { 'text-es': es, 'text-en': en } = options;
  if (!es) throw new UsageFault('--text-es says what is told; or name an --event');
  return { es: { news: es }, en: { news: en ?? es } };
}

function audienceOf(options: BroadcastOptions): Audience {
  const { chambers, territories, stages, sectors, tags, attended, invited } = options;
  const [least, most] = [
    amountOf('min-hours', options['min-hours']),
    amountOf('max-hours', options['max-hours']),
  ];
  const wanted = {
    chambers: list(chambers),
    territories: list(territories),
    stages: list(stages),
    sectors: list(sectors),
    tags: list(tags),
    minMinutes: least === undefined ? undefined : least * 60,
    maxMinutes: most === undefined ? undefined : most * 60,
    attended: yesNo('attended', attended),
    invitedBefore: yesNo('invited', invited),
  };
  const read = audienceSchema.safeParse(
    Object.fromEntries(Object.entries(wanted).filter(([, one]) => one !== undefined)),
  );
  if (!read.success)
    throw new UsageFault(
      read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  return read.data;
}

function list(given: string | undefined): string[] | undefined {
  const words = given
    ?.split(',')
    .map((word) => word.trim())
    .filter(Boolean);
  return words && words.length > 0 ? words : undefined;
}

function yesNo(name: string, given: string | undefined): boolean | undefined {
  if (given === undefined) return undefined;
  if (given !== 'yes' && given !== 'no') throw new UsageFault(`--${name} is yes or no`);
  return given === 'yes';
}

function amountOf(name: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const amount = Number(given);
  if (!Number.isInteger(amount) || amount < 0) throw new UsageFault(`--${name} is a whole number`);
  return amount;
}

function instantOf(given: string): Date {
  const at = new Date(given);
  if (Number.isNaN(at.getTime()) || !/(Z|[+-]\d\d:?\d\d)$/.test(given))
    throw new UsageFault('--starts is an instant with its offset, like 2026-12-01T09:00-05:00');
  return at;
}
