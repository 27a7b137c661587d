import { CRITERIA, judge, type Rubric } from '../../domain/screening.ts';
import type { ActionSignature } from '../../flow/checks/action-signature.ts';
import type { Json } from '../../flow/conversation.ts';
import { ADVISOR_SIGNATURES } from './advisors/signatures.ts';
import { readScreening } from './decide-screening.ts';
import { EVENT_SIGNATURES } from './events/signatures.ts';
import { SESSION_SIGNATURES } from './sessions/signatures.ts';
import { MOST_CERTIFICATES } from './show-certificate.ts';

/** What flows may count on from each action; a test holds this to the registry. */
export function actionSignatures(rubric: Rubric): Record<string, ActionSignature> {
  return {
    'answer-question': { outcomes: ['answered', 'offered', 'unknown'] },
    'answer-topic': { outcomes: ['answered'], needs: ['topic'] },
    'decide-screening': {
      outcomes: ['eligible', 'review', 'ineligible'],
      needs: [
        'operatingMonths',
        'people',
        'premises',
        'sector',
        'place',
        ...Object.keys(rubric.score.questions),
      ],
      gives: { screening: () => '', reasons: longestReasons },
      reaches: (possible) => verdictsOf(rubric, possible),
    },
    'opt-out': { outcomes: ['stopped'] },
    'record-consent': { outcomes: ['kept'], remembers: { consent: 'given' } },
    'request-correction': {
      outcomes: ['filed'],
      needs: ['datum', 'newValue'],
      gives: { correctionDue: () => 'x'.repeat(LONGEST_DATE) },
    },
    'request-erasure': { outcomes: ['requested'], remembers: { consent: null }, forgets: true },
    'request-human': { outcomes: ['hours', 'no-hours'], gives: { hours: () => 'x'.repeat(LONGEST_HOURS) } },
    'request-review': { outcomes: ['asked'] },
    'set-language': { outcomes: ['set'], needs: ['language'] },
    'show-certificate': {
      outcomes: ['ready', 'several', 'missing', 'missing-by-rule', 'revoked', 'none'],
      gives: {
        certificateLink: () => 'x'.repeat(LONGEST_LINK),
        certificateMissing: longestMissing,
        certificateLines: longestCertificates,
      },
    },
    'show-my-data': {
      outcomes: ['shown'],
      gives: { dataSummary: longestSummary, dataLink: () => 'x'.repeat(LONGEST_LINK) },
    },
    'verify-certificate': {
      outcomes: ['valid', 'replaced', 'revoked', 'anonymised', 'slip', 'unknown'],
      needs: ['said'],
      gives: {
        certificateCode: () => 'XXXXX-XXXXX-XXXX',
        certificateName: () => 'x'.repeat(LONGEST_NAME),
        certificateHours: () => 'x'.repeat('40 horas y 30 minutos'.length),
      },
    },
    ...ADVISOR_SIGNATURES,
    ...EVENT_SIGNATURES,
    'withdraw-consent': { outcomes: ['withdrawn'], remembers: { consent: null }, forgets: true },
    ...SESSION_SIGNATURES,
  };
}

/** Coordinators enter a line for each of the seven chambers. */
const LONGEST_HOURS = 7 * 120;

/** "30 de septiembre de 2026", with room to spare. */
const LONGEST_DATE = 30;

/** A public address with the link's token. */
const LONGEST_LINK = 200;

/** Of a person, as written on paper. */
const LONGEST_NAME = 120;

type Longest = NonNullable<ActionSignature['gives']>[string];

/** One line a criterion, each the longest it has. */
const longestReasons: Longest = (texts, locale) =>
  CRITERIA.map((criterion) => longestUnder(texts, locale, `screening:verdict.${criterion}.`)).join('\n');

const longestSummary: Longest = (texts, locale) =>
  texts
    .keys(locale)
    .filter((key) => key.startsWith('my-data:lines.'))
    .map((key) => texts.raw(locale, key))
    .join('\n');

/** Hours, a stage and a name at once. */
const longestMissing: Longest = (texts, locale) =>
  ['lines.hours', 'lines.stage', 'lines.name', 'stages.']
    .map((key) => longestUnder(texts, locale, `certificate:${key}`))
    .join('\n');

const longestCertificates: Longest = (texts, locale) =>
  `${longestMissing(texts, locale)}\n${'x'.repeat(LONGEST_NAME)}\n`.repeat(MOST_CERTIFICATES);

function longestUnder(texts: Parameters<Longest>[0], locale: string, prefix: string): string {
  const written = texts.keys(locale).filter((key) => key.startsWith(prefix));
  return written
    .map((key) => texts.raw(locale, key))
    .reduce((one, two) => (one.length >= two.length ? one : two), '');
}

/** Every verdict that some combination of the possible answers comes to; of the scored questions the best and the worst suffice. */
function verdictsOf(rubric: Rubric, possible: Record<string, Json[]>): string[] {
  const scored = rubric.score.questions;
  const extremes = Object.entries(possible).map(([name, values]): [string, Json[]] => {
    const points = scored[name];
    if (!points) return [name, values];
    const sorted = values.toSorted((one, two) => (points[String(one)] ?? 0) - (points[String(two)] ?? 0));
    return [name, [sorted[0] ?? null, sorted.at(-1) ?? null]];
  });
  const asked = extremes.filter(([name]) => NEEDED.includes(name) || scored[name]);
  const verdicts = new Set<string>();
  for (const answers of combinations(asked)) {
    const screening = readScreening(answers, Object.keys(scored));
    if (screening) verdicts.add(judge(screening, rubric).kind);
    if (verdicts.size === 3) break;
  }
  return [...verdicts];
}

const NEEDED = ['operatingMonths', 'people', 'premises', 'sector', 'place'];

function* combinations([first, ...rest]: [string, Json[]][]): Iterable<
  Record<string, { said: string; value: Json }>
> {
  if (!first) return yield {};
  const [name, values] = first;
  for (const others of combinations(rest))
    for (const value of values) yield { ...others, [name]: { said: '', value } };
}
