import { type Html, html } from '../../adapters/html/html.ts';
import {
  LONGEST_DESCRIPTION,
  LONGEST_NAME,
  LONGEST_PLACE,
  MOST_CAPACITY,
  MOST_COMPANIONS,
  type ProgrammeEvent,
} from '../../domain/event.ts';
import type { EventPlan } from '../../usecases/events/edit-event.ts';
import { input } from './parts.ts';
import type { Visit } from './route.ts';

const HOUR_MS = 60 * 60_000;
const DEFAULT_HOURS = 3;
const DEFAULT_CAPACITY = 60;

/** What a coordinator says of an event, as it stands. */
export function eventFields({ t, desk }: Visit, event: ProgrammeEvent | null): Html {
  const { calendar } = desk.accompaniment;
  const hours = event
    ? Math.round((event.endsAt.getTime() - event.startsAt.getTime()) / HOUR_MS)
    : DEFAULT_HOURS;
  const about = (locale: string) => html`
    <label class="field">
      <span>${t(`console-events:about-${locale}`)}</span>
      <textarea name=${`about-${locale}`} rows="3" maxlength=${LONGEST_DESCRIPTION}>${event?.description[locale] ?? ''}</textarea>
    </label>
  `;
  return html`
    ${input({ name: 'name', label: t('console-events:name'), required: true, maxlength: LONGEST_NAME, value: event?.name ?? '' })}
    <div class="side-by-side">
      ${input({ name: 'day', label: t('console-events:day'), type: 'date', required: true, value: event ? calendar.dayOf(event.startsAt) : '', min: calendar.dayOf(desk.clock()) })}
      ${input({ name: 'time', label: t('console-route:new-session.time'), type: 'time', required: true, value: event ? timeOf(calendar.minutesOf(event.startsAt)) : '15:00' })}
      ${input({ name: 'hours', label: t('console-events:hours'), type: 'number', min: 1, max: 12, required: true, value: hours })}
    </div>
    <div class="side-by-side">
      ${input({ name: 'capacity', label: t('console-events:capacity'), type: 'number', min: 1, max: MOST_CAPACITY, required: true, value: event?.capacity ?? DEFAULT_CAPACITY })}
      ${input({ name: 'companions', label: t('console-events:companions'), type: 'number', min: 0, max: MOST_COMPANIONS, required: true, value: event?.companions ?? 0 })}
    </div>
    ${input({ name: 'address', label: t('console-route:advisor.address'), maxlength: LONGEST_PLACE, value: event?.place.address ?? '' })}
    ${input({ name: 'link', label: t('console-route:advisor.link'), type: 'url', maxlength: LONGEST_PLACE, value: event?.place.link ?? '' })}
    ${about('es')}${about('en')}
  `;
}

function timeOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What was filled in; what is no day or number is refused where the event is made. */
export function eventFrom({ desk, form: given }: Visit): Omit<EventPlan, 'chamber'> {
  const startsAt = desk.accompaniment.calendar.instant(given.day ?? '', given.time ?? '');
  const about = { es: given['about-es']?.trim(), en: given['about-en']?.trim() };
  return {
    name: given.name?.trim() ?? '',
    startsAt,
    endsAt: new Date(startsAt.getTime() + Number(given.hours) * HOUR_MS),
    capacity: Number(given.capacity),
    companions: Number(given.companions),
    place: { address: given.address?.trim() || null, link: linkOf(given.link) },
    description: Object.fromEntries(
      Object.entries(about).filter((one): one is [string, string] => Boolean(one[1])),
    ),
  };
}

function linkOf(given = ''): string | null {
  return /^https?:\/\//.test(given.trim()) ? given.trim() : null;
}
