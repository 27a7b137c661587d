import { createInterface } from 'node:readline';
import { z } from 'zod';
import { loadUnderstanding } from '../adapters/files/understanding-files.ts';
import { readAnswer } from '../flow/answers/read-answer.ts';
import {
  createUnderstander,
  type PlaceAnswer,
  type Understander,
} from '../flow/understanding/understander.ts';

/** Reads JSON Lines {text} or {question, text, options?, now?}; prints one JSON line for each, in order. */
export async function understand(_args: string[]): Promise<void> {
  const { model, territories } = loadUnderstanding(new URL('../../data/', import.meta.url).pathname);
  const understander = createUnderstander(model, territories);
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') process.stdout.write(`${JSON.stringify(answerLine(line, understander))}\n`);
  }
}

const lineSchema = z.object({
  text: z.string(),
  question: z
    .enum(['time', 'people', 'premises', 'sector', 'yesno', 'choice_number', 'datetime', 'correction'])
    .optional(),
  options: z
    .array(z.union([z.string(), z.object({ id: z.string().optional(), title: z.string() })]))
    .optional(),
  now: z.string().optional(),
});

/** What `cli understand` prints for one line of input. */
export function answerLine(line: string, understander: Understander): object {
  let input: z.infer<typeof lineSchema>;
  try {
    input = lineSchema.parse(JSON.parse(line));
  } catch (error) {
    return { error: error instanceof z.ZodError ? z.prettifyError(error) : 'not a JSON object' };
  }
  if (input.question === undefined) return understood(understander, input.text);
  const now = input.now === undefined ? new Date() : instantOf(input.now);
  if (now === null) return { error: `now: "${input.now}" is not a date` };
  const options = (input.options ?? []).map((option, index) => {
    return typeof option === 'string'
      ? { id: String(index + 1), title: option }
      : { id: option.id ?? String(index + 1), title: option.title };
  });
  return {
    value: readAnswer(input.question, input.text, { now, options, findPlace: understander.findPlace }),
  };
}

/** A time without an offset is Colombia's. */
function instantOf(text: string): Date | null {
  const hasTime = /T\d/.test(text);
  const hasOffset = /(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  const date = new Date(hasTime ? (hasOffset ? text : `${text}-05:00`) : `${text}T09:00:00-05:00`);
  return Number.isNaN(date.getTime()) ? null : date;
}

function understood(understander: Understander, text: string): object {
  const { kind, intent, intents, offers, place, confidence } = understander.understand(text);
  const answer = { kind, intent, intents, offers, confidence: Math.round(confidence * 1000) / 1000 };
  return place === undefined ? answer : { ...answer, ...placeLine(place) };
}

function placeLine(place: PlaceAnswer): object {
  return {
    place: { municipality: place.municipality, department: place.department },
    covered: place.kind === 'ambiguous' ? 'ambiguous' : place.kind === 'covered',
  };
}
