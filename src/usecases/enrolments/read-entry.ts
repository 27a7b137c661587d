import { type Enrolment, STAGES, type Stage } from '../../domain/enrolment.ts';
import { parseSector } from '../../flow/answers/sector.ts';
import { fold } from '../../flow/fold.ts';
import type { Chamber } from '../ports.ts';
import type { Field, Given } from './columns.ts';
import { readConsentDay } from './consent-day.ts';
import type { PhoneReason, ReadPhone } from './phone.ts';

/** What is needed to enrol a business, read and found right. */
export type Entry = Pick<
  Enrolment,
  'chamber' | 'territory' | 'sector' | 'stage' | 'source' | 'consentedAt' | 'tags'
> & { phone: string; name: string; businessName: string };

/** The bins of rows that cannot be taken. */
export type Problem =
  | { bin: 'invalid-number'; reason: PhoneReason }
  | { bin: 'missing-name' | 'missing-business' | 'name-too-long' | 'missing-source' }
  | { bin: 'missing-consent-date'; reason: 'missing' | 'not-a-date' | 'in-the-future' }
  | { bin: 'unknown-chamber' | 'unknown-territory' | 'unknown-stage'; given: string }
  | { bin: 'territory-of-another-chamber'; given: string };

export type ReadEntry = { kind: 'entry'; entry: Entry } | { kind: 'problem'; problem: Problem };

/** What a row is read against. */
export type EntryWorld = {
  readPhone: ReadPhone;
  chambers: readonly Chamber[];
  /** The programme's territories, by id and name. */
  territories: readonly { id: string; name: string }[];
  now: Date;
};

/** WhatsApp and a certificate show no longer one. */
const LONGEST_NAME = 120;

export function readEntry(world: EntryWorld, given: Given): ReadEntry {
  const phone = world.readPhone(given.phone ?? '');
  if (phone.kind === 'refused') return problem({ bin: 'invalid-number', reason: phone.reason });
  const { name = '', business = '', source = '' } = given;
  if (!name) return problem({ bin: 'missing-name' });
  if (!business) return problem({ bin: 'missing-business' });
  if (Math.max(name.length, business.length) > LONGEST_NAME) return problem({ bin: 'name-too-long' });
  if (!source) return problem({ bin: 'missing-source' });
  const consent = consentOf(world.now, given.consentedAt ?? '');
  if (!(consent instanceof Date)) return problem(consent);
  const place = placeOf(world, given);
  if ('bin' in place) return problem(place);
  const stage = given.stage ? stageCalled(given.stage) : STAGES[0];
  if (!stage) return problem({ bin: 'unknown-stage', given: given.stage ?? '' });
  const entry: Entry = {
    phone: phone.value,
    name: oneLine(name),
    businessName: oneLine(business),
    ...place,
    sector: sectorOf(given.sector ?? ''),
    stage,
    source: oneLine(source),
    consentedAt: consent,
    tags: tagsOf(given.tags ?? ''),
  };
  return { kind: 'entry', entry };
}

const problem = (one: Problem): ReadEntry => ({ kind: 'problem', problem: one });
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A consent of today counts, wherever today is. */
const TODAY_MS = 24 * 60 * 60 * 1000;

function consentOf(now: Date, written: string): Date | Problem {
  if (!written) return { bin: 'missing-consent-date', reason: 'missing' };
  const day = readConsentDay(written);
  if (!day) return { bin: 'missing-consent-date', reason: 'not-a-date' };
  const future = day.getTime() > now.getTime() + TODAY_MS / 2;
  return future ? { bin: 'missing-consent-date', reason: 'in-the-future' } : day;
}

function placeOf(world: EntryWorld, given: Given): Pick<Entry, 'chamber' | 'territory'> | Problem {
  const chamber = world.chambers.find(({ id, name }) => isCalled(given.chamber ?? '', [id, name]));
  if (!chamber) return { bin: 'unknown-chamber', given: given.chamber ?? '' };
  if (!given.territory) return { chamber: chamber.id, territory: onlyOf(chamber) };
  const wanted = given.territory;
  const territory = world.territories.find(({ id, name }) => isCalled(wanted, [id, name]));
  if (!territory) return { bin: 'unknown-territory', given: wanted };
  const others = chamber.territories.length > 0 && !chamber.territories.includes(territory.id);
  if (others) return { bin: 'territory-of-another-chamber', given: wanted };
  return { chamber: chamber.id, territory: territory.id };
}

function onlyOf({ territories }: Chamber): string | null {
  const [only, ...more] = territories;
  return only !== undefined && more.length === 0 ? only : null;
}

const TITLE_OF_CHAMBER = /^(?:camara de comercio|camara|cc)(?: del?)?(?: la)? /;

function isCalled(given: string, names: string[]): boolean {
  const bare = (text: string) => fold(text).replace(TITLE_OF_CHAMBER, '');
  return given !== '' && names.some((name) => bare(name) === bare(given));
}

/** Titles of the stages as the programme's text and lists write them, folded. */
const STAGE_TITLES: Record<Stage, string> = {
  'entry-diagnosis': 'diagnostico de entrada|diagnostico inicial|diagnostico|entrada|inscrito|inscripcion',
  'road-map': 'hoja de ruta|plan de trabajo|ruta',
  accompaniment: 'acompanamiento|acompanamiento grupal|acompanamiento individual|asistencia tecnica',
  networking: 'conexiones comerciales|relacionamiento comercial|networking comercial|redes|rueda de negocios',
  'exit-diagnosis': 'diagnostico de salida|diagnostico final|salida',
  'closing-event': 'evento de cierre|cierre',
  completed: 'terminado|terminada|completado|completada|finalizado|finalizada|graduado|graduada',
};

const STAGE_OF = new Map(
  STAGES.flatMap((stage) => [fold(stage), ...STAGE_TITLES[stage].split('|')].map((title) => [title, stage])),
);

export function stageCalled(title: string): Stage | null {
  return STAGE_OF.get(fold(title)) ?? null;
}

function sectorOf(given: string): string | null {
  const read = given ? parseSector(given.replace(/_/g, ' ')) : null;
  return read && 'value' in read ? read.value : null;
}

function tagsOf(given: string): string[] {
  return [...new Set(given.split(/[,;|]/).map(oneLine).filter(Boolean))];
}

/** What a person gives once for all rows. */
export type Defaults = Partial<Record<Exclude<Field, 'phone' | 'name' | 'business'>, string>>;
