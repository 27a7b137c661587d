import { type Html, html } from '../../adapters/html/html.ts';
import { type Audience, audienceSchema } from '../../domain/broadcast.ts';
import { STAGES } from '../../domain/enrolment.ts';
import { chambersOf, ownChamber } from './accompaniment.ts';
import { input, type Option, select } from './parts.ts';
import type { Visit } from './route.ts';

const HOUR_MINUTES = 60;
const LONGEST_LIST = 200;

/** Whom it is for; each field that is left alone does not matter. */
export async function audienceFields(visit: Visit, given: Record<string, string>): Promise<Html> {
  const { t, desk } = visit;
  const text = (key: string) => t(`console-broadcasts:audience.${key}`);
  const any = { value: '', text: text('any') };
  const chambers = await chambersOf(visit);
  const choose = (name: string, options: Option[]) =>
    select({ name, label: text(name), value: given[name] ?? '', options: [any, ...options] });
  const yesNo = [
    { value: 'yes', text: text('yes') },
    { value: 'no', text: text('no') },
  ];
  const { territories } = desk.accompaniment;
  return html`
    ${
      ownChamber(visit) === null &&
      choose(
        'chamber',
        chambers.map(({ id, name }) => ({ value: id, text: name })),
      )
    }
    ${choose(
      'territory',
      territories.map(({ id, name }) => ({ value: id, text: name })),
    )}
    ${choose(
      'stage',
      STAGES.map((stage) => ({ value: stage, text: t(`console-route:stages.${stage}`) })),
    )}
    <div class="side-by-side">
      ${input({ name: 'min', label: text('min'), type: 'number', min: 0, max: 50, value: given.min ?? '' })}
      ${input({ name: 'max', label: text('max'), type: 'number', min: 0, max: 50, value: given.max ?? '' })}
    </div>
    ${input({ name: 'sectors', label: text('sectors'), maxlength: LONGEST_LIST, value: given.sectors ?? '' })}
    ${input({ name: 'tags', label: text('tags'), maxlength: LONGEST_LIST, value: given.tags ?? '' })}
    <div class="side-by-side">
      ${choose('attended', yesNo)}
      ${choose('invited', yesNo)}
    </div>
  `;
}

/** What was chosen; null where it is no audience. A coordinator's is always her own chamber. */
export function audienceFrom(visit: Visit, given: Record<string, string>): Audience | null {
  const chamber = ownChamber(visit) ?? given.chamber;
  const one = (value: string | undefined) => (value ? [value] : undefined);
  const wanted = {
    chambers: one(chamber),
    territories: one(given.territory),
    stages: one(given.stage),
    sectors: words(given.sectors),
    tags: words(given.tags),
    minMinutes: minutes(given.min),
    maxMinutes: minutes(given.max),
    attended: yesNo(given.attended),
    invitedBefore: yesNo(given.invited),
  };
  const named = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const read = audienceSchema.safeParse(Object.fromEntries(named));
  return read.success ? read.data : null;
}

function words(given = ''): string[] | undefined {
  const found = given
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
  return found.length > 0 ? found : undefined;
}

function minutes(given: string | undefined): number | undefined {
  return given ? Math.round(Number(given) * HOUR_MINUTES) : undefined;
}

function yesNo(given: string | undefined): boolean | undefined {
  return given ? given === 'yes' : undefined;
}
