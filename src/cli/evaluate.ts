import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { loadUnderstanding } from '../adapters/files/understanding-files.ts';
import { type Question, readAnswer } from '../flow/answers/read-answer.ts';
import {
  mangled,
  type QuestionScore,
  scoreAnswers,
  scoreQuestions,
} from '../flow/understanding/evaluation.ts';
import { type Labelled, labelledLines, labelledText } from '../flow/understanding/labelled.ts';
import { createUnderstander, type Understander } from '../flow/understanding/understander.ts';

/** Prints what the understanding is worth on the test files, on which nothing is trained or tuned. `--dev`: the dev files. */
export async function evaluate(args: string[]): Promise<void> {
  const data = new URL('../../data/', import.meta.url).pathname;
  const folder = join(data, 'understanding', args.includes('--dev') ? 'dev' : 'test');
  const started = performance.now();
  const { model, territories } = loadUnderstanding(data);
  const understander = createUnderstander(model, territories);
  const loaded = performance.now() - started;
  if (!args.includes('--dev')) questionTables(folder, understander);
  placeTable(folder, understander);
  answerTable(folder, understander, args.includes('--show'));
  console.log(`\nstart ${loaded.toFixed(0)} ms, ${perMessage(understander).toFixed(2)} ms a message`);
}

function questionTables(folder: string, understander: Understander): void {
  const shared = labelledLines(readFileSync(join(folder, 'faq-test.jsonl'), 'utf8'), 'faq-test');
  const written = labelledText(readFileSync(join(folder, 'written.txt'), 'utf8'), 'written');
  const all = [...shared, ...written];
  const sets: [string, Labelled[]][] = [
    ['faq-test', shared],
    ['written', written],
    ['both', all],
    ['both, 10 % mangled', mangled(all)],
  ];
  console.table(
    Object.fromEntries(
      sets.map(([name, messages]) => [name, shares(scoreQuestions(messages, understander))]),
    ),
  );
  const intents = [...new Set(all.map(({ intent }) => intent))].sort();
  console.table(
    Object.fromEntries(
      intents.map((intent) => {
        const score = scoreQuestions(
          all.filter((message) => message.intent === intent),
          understander,
        );
        const { inScope, outOfScope, rightAtOnce, rightOrOffered, caught } = score;
        const messages = inScope + outOfScope;
        return [
          intent,
          { messages, 'right at once': rightAtOnce + caught, 'right or offered': rightOrOffered + caught },
        ];
      }),
    ),
  );
}

function shares(score: QuestionScore): Record<string, string> {
  const all = score.inScope + score.outOfScope;
  return {
    messages: String(all),
    'right at once': percent(score.rightAtOnce, score.inScope),
    'right or offered': percent(score.rightOrOffered, score.inScope),
    answered: percent(score.answered, score.inScope),
    'wrong and confident': percent(score.wrongAndConfident, all),
    'out of scope caught': percent(score.caught, score.outOfScope),
    'answered as if in scope': percent(score.answeredAsInScope, score.outOfScope),
  };
}

const placeSchema = z.object({
  text: z.string(),
  municipality: z.string().nullable(),
  department: z.string().nullable(),
  covered: z.union([z.boolean(), z.literal('ambiguous')]),
});

function placeTable(folder: string, understander: Understander): void {
  const places = lines(join(folder, 'places.jsonl')).map((line) => placeSchema.parse(line));
  const right = places.filter(({ text, municipality, covered }) => {
    const place = understander.understand(text).place;
    const kind = covered === 'ambiguous' ? 'ambiguous' : covered ? 'covered' : 'uncovered';
    return place?.kind === kind && place.municipality === municipality;
  });
  console.log(`places: ${right.length} of ${places.length} right (${percent(right.length, places.length)})`);
}

const answerSchema = z.object({ question: z.string(), text: z.string(), value: z.unknown() });

function answerTable(folder: string, understander: Understander, show: boolean): void {
  const now = new Date('2026-11-22T20:00:00Z');
  const read = lines(join(folder, 'answers.jsonl')).map((line) => {
    const { question, text, value } = answerSchema.parse(line);
    const got = readAnswer(question as Question, text, {
      now,
      options: [],
      findPlace: understander.findPlace,
    });
    return { question, text, expected: value ?? null, got };
  });
  const questions = [...new Set(read.map(({ question }) => question))];
  const rows = [...questions, 'all'].map((name) => {
    const { total, right, asked, wrong } = scoreAnswers(
      read.filter(({ question }) => name === 'all' || question === name),
    );
    return [
      name,
      {
        answers: total,
        right: percent(right, total),
        asked: percent(asked, total),
        wrong: percent(wrong, total),
      },
    ];
  });
  console.table(Object.fromEntries(rows));
  if (!show) return;
  for (const { question, text, expected, got } of read) {
    if (JSON.stringify(expected) !== JSON.stringify(got)) {
      console.log(`${question}: "${text}" is ${JSON.stringify(expected)}, understood ${JSON.stringify(got)}`);
    }
  }
}

function lines(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function perMessage(understander: Understander): number {
  const texts = [
    '¿cuánto dura el programa y dan certificado?',
    'soy de rionegro antioquia, ¿me cubre?',
    'tengo una panadería',
  ];
  const rounds = 200;
  const started = performance.now();
  for (let round = 0; round < rounds; round++) for (const text of texts) understander.understand(text);
  return (performance.now() - started) / rounds / texts.length;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
