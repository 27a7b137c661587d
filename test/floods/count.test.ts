import { describe, expect, it } from 'vitest';
import { CALM_MINUTES, countMessage, type Flood, type Heard } from '../../src/domain/flood.ts';

const BUDGET = { perMinute: 5, perHour: 30 };
const START = Date.parse('2026-11-25T15:00:00Z');

/** What is said to messages at these seconds, one letter each: f(ree), h(ush), k(ept). */
function heard(seconds: number[]): string {
  let before: { flood?: Flood; lastInboundAt: string | null } = { lastInboundAt: null };
  const kinds: Heard['kind'][] = [];
  for (const second of seconds) {
    const at = new Date(START + second * 1_000);
    const { kind, flood } = countMessage(before, at, BUDGET);
    before = { flood, lastInboundAt: at.toISOString() };
    kinds.push(kind);
  }
  return kinds.map((kind) => kind[0]).join('');
}

const every = (seconds: number, times: number, from = 0) =>
  Array.from({ length: times }, (_, n) => from + n * seconds);

describe('what one person may write', () => {
  it('is as much as the minute and the hour allow', () => {
    expect(heard(every(15, 30))).toBe('f'.repeat(30));
    expect(heard(every(125, 100))).toBe('f'.repeat(100));
  });

  it('in a rush is heard up to the budget, hushed once, and kept from then on', () => {
    expect(heard(every(1, 12))).toBe('fffffhkkkkkk');
  });

  it('slowly and for ever, like a machine, ends by the hour', () => {
    expect(heard(every(20, 40))).toBe(`${'f'.repeat(30)}h${'k'.repeat(9)}`);
  });

  it('is heard again after a pause, not while it goes on', () => {
    const pause = CALM_MINUTES * 60;
    expect(heard([...every(1, 7), 7 + pause, 8 + pause])).toBe('fffffhkff');
    expect(heard([...every(1, 7), ...every(pause - 1, 3, 6 + pause - 1)])).toBe('fffffhkkkk');
  });

  it('whose clock was set back is counted on', () => {
    expect(heard([0, 1, 2, -50, -49, -48])).toBe('fffffh');
  });
});
