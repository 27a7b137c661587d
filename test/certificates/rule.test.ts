import { describe, expect, it } from 'vitest';
import { loadCertificateRule } from '../../src/adapters/files/certificate-rule-file.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import { printedName } from '../../src/domain/certificate.ts';
import { requirementFor, whatIsMissing } from '../../src/domain/certificate-rule.ts';
import type { Enrolment, Stage } from '../../src/domain/enrolment.ts';

const AT = new Date('2026-11-20T14:00:00Z');
const rule = loadCertificateRule(FOLDERS.data);
const { requirement } = requirementFor(rule, 'cali');

function standing(change: Partial<Enrolment> & { minutes?: number }) {
  const { minutes = 0, ...rest } = change;
  const credits = [{ key: 'k', minutes, at: AT, by: 'c', reason: 'sessions' }];
  return { status: 'active', name: 'Ana', stage: 'closing-event', credits, ...rest } as const;
}

describe('what is missing', () => {
  it('is nothing with 80 % of 50 hours and the exit diagnosis behind', () => {
    expect(whatIsMissing(standing({ minutes: 2400 }), requirement)).toEqual([]);
  });

  it('is a minute where one is missing', () => {
    const missing = whatIsMissing(standing({ minutes: 2399 }), requirement);
    expect(missing).toEqual([{ kind: 'hours', minutes: 1, of: 2400 }]);
  });

  it.each<[Stage, boolean]>([
    ['accompaniment', false],
    ['exit-diagnosis', false],
    ['closing-event', true],
    ['completed', true],
  ])('the exit diagnosis, standing at %s: done is %s', (stage, done) => {
    const missing = whatIsMissing(standing({ minutes: 3000, stage }), requirement);
    expect(missing).toEqual(done ? [] : [{ kind: 'stage', stage: 'exit-diagnosis' }]);
  });

  it('the exit diagnosis is done once its session was attended; words of a coordinator do not attend one', () => {
    const credit = { minutes: 3000, at: AT, by: 'a', reason: 'exit-diagnosis' };
    const stage = 'exit-diagnosis';
    const attended = standing({ stage, credits: [{ ...credit, key: 'attendance-b1' }] });
    expect(whatIsMissing(attended, requirement)).toEqual([]);
    const typed = standing({ stage, credits: [{ ...credit, key: 'cli-1' }] });
    expect(whatIsMissing(typed, requirement)).toEqual([{ kind: 'stage', stage }]);
  });

  it('an hour taken back is missing again', () => {
    const credits = [
      { key: 'a', minutes: 2400, at: AT, by: 'c', reason: '' },
      { key: 'b', minutes: -60, at: AT, by: 'c', reason: 'error' },
    ];
    expect(whatIsMissing(standing({ credits }), requirement)).toMatchObject([{ kind: 'hours', minutes: 60 }]);
  });

  it('is a name where there is none, or nothing of it can be printed', () => {
    for (const name of [null, '', '  ', '🌸🌸'])
      expect(whatIsMissing(standing({ minutes: 2400, name }), requirement)).toEqual([{ kind: 'name' }]);
  });

  it('of who has left the route, that alone', () => {
    const left = whatIsMissing(standing({ status: 'withdrawn', stage: 'road-map' }), requirement);
    expect(left).toEqual([{ kind: 'withdrawn' }]);
  });
});

it('a chamber’s own rule is the chamber’s; any other is ours', () => {
  const own = { stages: [], hours: 50, percent: 50 };
  const chambers = { cali: own };
  expect(requirementFor({ ...rule, chambers }, 'cali')).toEqual({ requirement: own, whose: 'chamber' });
  expect(requirementFor({ ...rule, chambers }, 'pasto')).toMatchObject({ whose: 'ours' });
  expect(requirementFor({ ...rule, chambers }, 'constructor')).toMatchObject({ whose: 'ours' });
});

it.each([
  ['  Ana   María\tMuñoz ', 'Ana María Muñoz'],
  ['Ana 🌸 María 👩🏽‍🌾 Muñoz 🇨🇴 1️⃣', 'Ana María Muñoz 1'],
  ['Jose\u0301', 'José'],
  ['Ma\u00adría\u202e\u0000 Ñ', 'María Ñ'],
  ['محمد علي', 'محمد علي'],
])('of the name %j is printed %j', (name, printed) => expect(printedName(name)).toBe(printed));
