import { type Enrolment, STAGES, type Stage } from '../../domain/enrolment.ts';
import { enrolBusiness } from '../enrolments/enrol-business.ts';
import { BY, numberOf, type Seeding } from './demo.ts';
import { chamberOf } from './sessions.ts';

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MINUTES = 60;

/** How long ago somebody at a stage was enrolled, and the hours counted before the demo begins. */
const SO_FAR: Record<Stage, { days: number; hours: number }> = {
  'entry-diagnosis': { days: 3, hours: 0 },
  'road-map': { days: 16, hours: 0 },
  accompaniment: { days: 40, hours: 4 },
  networking: { days: 90, hours: 22 },
  'exit-diagnosis': { days: 140, hours: 38 },
  'closing-event': { days: 165, hours: 45 },
  completed: { days: 175, hours: 49 },
};

/** One person for each chamber and stage. */
export async function enrolDemo(seeding: Seeding): Promise<Enrolment[]> {
  const enrolled: Enrolment[] = [];
  for (const n of seeding.demo.shopkeepers.keys()) enrolled.push(await enrol(seeding, n));
  return enrolled;
}

async function enrol({ ports, demo, now }: Seeding, n: number): Promise<Enrolment> {
  const [name = '', businessName = '', sector = null] = demo.shopkeepers[n] ?? [];
  const place = Math.floor(n / STAGES.length);
  const chamber = chamberOf(demo, place);
  const stage = STAGES[n % STAGES.length] ?? STAGES[0];
  const { days, hours } = SO_FAR[stage];
  const at = new Date(now.getTime() - (days + place) * DAY_MS);
  const { enrolment } = await enrolBusiness(
    { ports, channel: 'simulator', now: at, by: BY },
    {
      phone: numberOf(demo.numbers.shopkeepers, n),
      ...{ name, businessName, sector },
      chamber: chamber.id,
      territory: chamber.territories[n % chamber.territories.length] ?? null,
      stage: STAGES[0],
      source: demo.source,
      consentedAt: at,
      tags: ['demo'],
    },
  );
  await moveUpTo({ ports, now }, enrolment, stage);
  const earlier = { minutes: hours * HOUR_MINUTES, reason: demo.source, by: BY };
  if (hours > 0) await ports.enrolments.credit(enrolment.id, { key: 'demo-earlier', at: now, ...earlier });
  return (await ports.enrolments.get(enrolment.id)) ?? enrolment;
}

/** From where it stands, so that a seeding cut short is finished by the next one. */
async function moveUpTo(
  { ports, now }: Pick<Seeding, 'ports' | 'now'>,
  { id, stage, enrolledAt }: Enrolment,
  goal: Stage,
) {
  const from = STAGES.indexOf(stage);
  const to = STAGES.indexOf(goal);
  const span = now.getTime() - enrolledAt.getTime();
  for (let step = from + 1; step <= to; step++) {
    const next = STAGES[step];
    const at = new Date(enrolledAt.getTime() + (span * step) / (to + 1));
    if (next) await ports.enrolments.moveTo(id, { stage: next, at, by: BY });
  }
}
