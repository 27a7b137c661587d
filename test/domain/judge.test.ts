import { describe, expect, it } from 'vitest';
import { loadRubric } from '../../src/adapters/files/rubric-file.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import { judge, type Rubric, type ScreeningAnswers, scoreOf } from '../../src/domain/screening.ts';

const RUBRIC: Rubric = {
  version: 'test',
  published: { minMonths: 12, minPeople: 2 },
  score: { threshold: 40, questions: { sales: { up: 3, down: 1 }, effort: { ready: 1, 'no-time': 0 } } },
};

const FINE: ScreeningAnswers = {
  time: 36,
  people: 4,
  premises: 'shop',
  sector: 'food',
  place: { kind: 'covered' },
  growth: { sales: 'up', effort: 'ready' },
};

const span = (min: number, max: number) => ({ min, max });

describe('each criterion on its own', () => {
  it.each<[string, Partial<ScreeningAnswers>, string, string, 'eligible' | 'review' | 'ineligible']>([
    ['three years', { time: 36 }, 'met', 'enough', 'eligible'],
    ['twelve months', { time: 12 }, 'met', 'enough', 'eligible'],
    ['eleven months', { time: 11 }, 'unmet', 'short', 'ineligible'],
    ['not opened yet', { time: 0 }, 'unmet', 'short', 'ineligible'],
    ['about a year', { time: span(10, 14) }, 'unsure', 'around', 'review'],
    ['a year or more', { time: span(12, 24) }, 'met', 'enough', 'eligible'],
    ['some months', { time: span(3, 9) }, 'unmet', 'short', 'ineligible'],
    ['four people', { people: 4 }, 'met', 'enough', 'eligible'],
    ['two, counting oneself', { people: 2 }, 'met', 'counting-yourself', 'eligible'],
    ['alone', { people: 1 }, 'unmet', 'few', 'ineligible'],
    ['one or two', { people: span(1, 2) }, 'unsure', 'around', 'review'],
    ['two to five', { people: span(2, 5) }, 'met', 'counting-yourself', 'eligible'],
    ['a shop', { premises: 'shop' }, 'met', 'shop', 'eligible'],
    ['at home', { premises: 'home' }, 'met', 'home', 'eligible'],
    ['in the street', { premises: 'street' }, 'unmet', 'street', 'ineligible'],
    ['online only', { premises: 'online_only' }, 'unmet', 'online_only', 'ineligible'],
    ['street and home together', { premises: 'mixed' }, 'unsure', 'mixed', 'review'],
    ['one of the five sectors', { sector: 'beauty' }, 'met', 'inside', 'eligible'],
    ['another sector', { sector: 'other' }, 'unsure', 'outside', 'review'],
    ['a town in the territories', { place: { kind: 'covered' } }, 'met', 'covered', 'eligible'],
    ['a town outside', { place: { kind: 'uncovered' } }, 'unmet', 'uncovered', 'ineligible'],
    ['a place that may be either', { place: { kind: 'ambiguous' } }, 'unsure', 'ambiguous', 'review'],
    ['a good score', { growth: { sales: 'up' } }, 'met', 'enough', 'eligible'],
    ['a low score', { growth: { sales: 'down' } }, 'unsure', 'low', 'review'],
  ])('%s', (_, answer, outcome, reason, kind) => {
    const [name] = Object.keys(answer);
    const criterion = name === 'growth' ? 'score' : name;
    const verdict = judge({ ...FINE, ...answer }, RUBRIC);
    expect(verdict.results.find((one) => one.criterion === criterion)).toEqual({
      criterion,
      outcome,
      reason,
    });
    expect(verdict.kind).toBe(kind);
    const others = verdict.results.filter((one) => one.criterion !== criterion);
    expect(others.every((one) => one.outcome === 'met')).toBe(true);
  });
});

describe('together', () => {
  it('a clear no weighs more than any doubt', () => {
    expect(judge({ ...FINE, sector: 'other', people: 1 }, RUBRIC).kind).toBe('ineligible');
  });

  it('doubts alone exclude nobody', () => {
    const doubtful: ScreeningAnswers = {
      time: span(11, 13),
      people: span(1, 3),
      premises: 'mixed',
      sector: 'other',
      place: { kind: 'ambiguous' },
      growth: {},
    };
    expect(judge(doubtful, RUBRIC).kind).toBe('review');
  });
});

describe('the score', () => {
  it.each([
    [{ sales: 'up', effort: 'ready' }, 100],
    [{ sales: 'up', effort: 'no-time' }, 75],
    [{ sales: 'down', effort: 'no-time' }, 25],
    [{ sales: 'nothing we know' }, 0],
    [{}, 0],
  ])('of %j is %d', (growth, score) => {
    expect(scoreOf(growth as Record<string, string>, RUBRIC)).toBe(score);
  });

  it('of a rubric without questions is nothing', () => {
    expect(scoreOf({}, { ...RUBRIC, score: { threshold: 0, questions: {} } })).toBe(0);
  });

  it("of the programme's rubric spans the threshold", () => {
    const rubric = loadRubric(FOLDERS.data);
    const pick = (best: boolean) =>
      Object.fromEntries(
        Object.entries(rubric.score.questions).map(([question, options]) => {
          const sorted = Object.entries(options).sort(([, one], [, other]) =>
            best ? other - one : one - other,
          );
          return [question, sorted[0]?.[0] ?? ''];
        }),
      );
    expect(scoreOf(pick(true), rubric)).toBe(100);
    expect(scoreOf(pick(false), rubric)).toBeLessThan(rubric.score.threshold);
  });
});
