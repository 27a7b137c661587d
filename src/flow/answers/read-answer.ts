import type { PlaceAnswer } from '../understanding/places.ts';
import type { AnswerResult } from './answer-result.ts';
import { type Option, parseChoice } from './choice.ts';
import { parseCorrection } from './correction.ts';
import { parseDateTime } from './date-time.ts';
import { parseDuration } from './duration.ts';
import { parsePeople } from './people.ts';
import { parsePremises } from './premises.ts';
import { parseSector } from './sector.ts';
import { parseYesNo } from './yes-no.ts';

export type Question =
  | 'time'
  | 'people'
  | 'premises'
  | 'sector'
  | 'yesno'
  | 'choice_number'
  | 'datetime'
  | 'correction';

export type ReadContext = { now: Date; options: Option[]; findPlace: (text: string) => PlaceAnswer | null };

/** An answer as a plain value; null where the bot asks again or asks to confirm. */
export function readAnswer(question: Question, text: string, context: ReadContext): unknown {
  switch (question) {
    case 'time':
      return settled(parseDuration(text, context));
    case 'people':
      return settled(parsePeople(text), ({ people }) => people);
    case 'premises':
      return settled(parsePremises(text), ({ premises }) => premises);
    case 'sector':
      return settled(parseSector(text));
    case 'yesno':
      return settled(parseYesNo(text));
    case 'choice_number':
      return settled(parseChoice(text, context.options), ({ number }) => number);
    case 'datetime':
      return settled(parseDateTime(text, context.now), ({ date, time, part }) => {
        if (time !== undefined) return `${date}T${time}`;
        return part === undefined ? date : { date, part };
      });
    case 'correction':
      return settled(parseCorrection(text, context));
  }
}

function settled<T>(result: AnswerResult<T>, print: (value: T) => unknown = (value) => value): unknown {
  return result.kind === 'understood' ? print(result.value) : null;
}
