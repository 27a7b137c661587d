import type { Choice } from '../domain/message.ts';
import type { AnswerResult } from './answers/answer-result.ts';
import { parseChoice } from './answers/choice.ts';
import { type CorrectionField, parseCorrection } from './answers/correction.ts';
import { namesNoDay, parseDateTime } from './answers/date-time.ts';
import { parseDuration } from './answers/duration.ts';
import { inSpanish } from './answers/english-days.ts';
import { parsePeople } from './answers/people.ts';
import { parsePlace } from './answers/place.ts';
import { parsePremises } from './answers/premises.ts';
import { parseSector } from './answers/sector.ts';
import { parseYesNo } from './answers/yes-no.ts';
import type { Json } from './conversation.ts';
import type { AskKind } from './definition.ts';
import { fold } from './fold.ts';
import type { PlaceAnswer } from './understanding/places.ts';
import type { Correction, Reader, Reading, World } from './world.ts';

type FindPlace = (text: string) => PlaceAnswer | null;

/** A text answer longer than this is no answer but a story. */
const LONGEST_TEXT = 300;

/** The parser behind each kind of question. */
export function createReaders(findPlace: FindPlace): Pick<World, 'readers' | 'readCorrection'> {
  const readers: Record<AskKind, Reader> = {
    choice: (said, { options }) => pick(said, options),
    'yes-no': (said) => reading(parseYesNo(said), (value) => value),
    number: (said) => {
      const digits = /\d{1,6}/.exec(said)?.[0];
      return digits ? { kind: 'understood', value: Number(digits) } : { kind: 'unclear' };
    },
    people: (said) => reading(parsePeople(said), ({ people }) => people),
    duration: (said, { now }) => reading(parseDuration(said, { now }), (months) => months),
    premises: (said, { options }) =>
      byNumber(said, options) ??
      orPick(
        reading(parsePremises(said), ({ premises, both }) => (both ? 'mixed' : premises)),
        said,
        options,
      ),
    sector: (said, { options }) =>
      byNumber(said, options) ??
      orPick(
        reading(parseSector(said), (sector) => sector),
        said,
        options,
      ),
    place: (said) => readPlace(said, findPlace),
    date: (said, { now }) => reading(parseDateTime(inSpanish(said), now), (value) => ({ ...value })),
    pick: (said, { options, step, now }) => pickOrDay(said, options, step.reads ? now : null),
    text: (said) =>
      said.trim() && said.length <= LONGEST_TEXT ? understood(said.trim()) : { kind: 'unclear' },
  };
  return { readers, readCorrection: (said, now) => readCorrection(said, now, findPlace) };
}

function understood(value: Json): Reading {
  return { kind: 'understood', value };
}

function reading<T>(result: AnswerResult<T>, toValue: (value: T) => Json): Reading {
  return result.kind === 'unclear' ? result : { kind: result.kind, value: toValue(result.value) };
}

function pick(said: string, options: Choice[]): Reading {
  return reading(parseChoice(said, options), ({ id }) => id);
}

/** A row by its number or words, or the day and time of one: "el jueves en la tarde". */
function pickOrDay(said: string, options: Choice[], now: Date | null): Reading {
  const numbered = byNumber(said, options);
  if (numbered) return numbered;
  if (!now) return pick(said, options);
  const spanish = inSpanish(said);
  const day = parseDateTime(spanish, now);
  if (day.kind !== 'unclear') return { kind: day.kind, value: { kind: 'when', ...day.value } };
  return namesNoDay(spanish, now) ? { kind: 'out-of-range' } : pick(said, options);
}

/** "2" is the second option where options are shown, whatever the question is about. */
function byNumber(said: string, options: Choice[]): Reading | null {
  return /^\d{1,2}$/.test(fold(said)) && options.length > 0 ? pick(said, options) : null;
}

function orPick(first: Reading, said: string, options: Choice[]): Reading {
  return first.kind === 'unclear' && options.length > 0 ? pick(said, options) : first;
}

/** A name that several places bear is an answer all the same: the flow asks which one. */
function readPlace(said: string, findPlace: FindPlace): Reading {
  const place = parsePlace(said, { findPlace });
  if (place.kind === 'unclear') return place;
  return understood({ ...place.value, options: place.value.options ?? [] });
}

const ASKED_BY: Record<CorrectionField, AskKind> = {
  time: 'duration',
  people: 'people',
  premises: 'premises',
  sector: 'sector',
  town: 'place',
};

function readCorrection(said: string, now: Date, findPlace: FindPlace): Correction | null {
  const found = parseCorrection(said, { now, findPlace });
  if (found.kind !== 'understood') return null;
  const { field, value } = found.value;
  if (field !== 'town') return { ask: ASKED_BY[field], value };
  const place = readPlace(String(value), findPlace);
  return place.kind === 'understood' ? { ask: 'place', value: place.value } : null;
}
