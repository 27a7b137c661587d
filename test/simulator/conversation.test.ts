import { describe, expect, it } from 'vitest';
import type { SimulatorMessage } from '../../src/http/simulator/ports.ts';
import { pageModule } from './page-module.ts';

type Conversation = {
  all(): SimulatorMessage[];
  merge(messages: SimulatorMessage[], options?: { older?: boolean }): SimulatorMessage[];
};
type Item = { kind: 'day' | 'message'; key: string; first?: boolean; answered?: boolean };
const { createConversation, timeline, typingUntil } = await pageModule<{
  createConversation(): Conversation;
  timeline(messages: SimulatorMessage[]): Item[];
  typingUntil(messages: SimulatorMessage[]): number;
}>('conversation.js');

describe('a conversation on the page', () => {
  it('keeps each message once and never lets a status fall', () => {
    const conversation = createConversation();
    conversation.merge([message('a', 'out', 1, 'sent')]);
    expect(conversation.merge([message('a', 'out', 1, 'read')])).toEqual([]);
    conversation.merge([message('a', 'out', 1, 'delivered')]);
    expect(conversation.all().map(({ id, status }) => [id, status])).toEqual([['a', 'read']]);
  });

  it('puts what comes late in its place, and messages of one instant in the order of the server', () => {
    const conversation = createConversation();
    conversation.merge([message('c', 'in', 5), message('d', 'out', 5)]);
    conversation.merge([message('e', 'out', 5)]);
    conversation.merge([message('a', 'in', 1), message('b', 'out', 5)], { older: true });
    expect(conversation.all().map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('separates days as Bogotá counts them and groups bubbles by side', () => {
    const items = timeline([
      message('a', 'in', Date.UTC(2026, 10, 20, 4, 59)),
      message('b', 'in', Date.UTC(2026, 10, 20, 5, 1)),
      message('c', 'in', Date.UTC(2026, 10, 20, 5, 2)),
      message('d', 'out', Date.UTC(2026, 10, 20, 5, 3)),
    ]);
    expect(items.map(({ key }) => key)).toEqual(['day-2026-11-19', 'a', 'day-2026-11-20', 'b', 'c', 'd']);
    expect(items.filter((item) => item.first).map(({ key }) => key)).toEqual(['a', 'b', 'd']);
    expect(items.filter((item) => item.answered).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  });

  it('shows typing only while an answer is due', () => {
    expect(typingUntil([])).toBe(0);
    expect(typingUntil([message('a', 'in', 1000)])).toBe(26_000);
    expect(typingUntil([message('a', 'in', 1000), message('b', 'out', 2000)])).toBe(0);
  });
});

function message(id: string, direction: 'in' | 'out', at: number, status?: string): SimulatorMessage {
  const presentation = { kind: 'text' as const, text: id };
  return { id, direction, at: new Date(at).toISOString(), presentation, ...(status ? { status } : {}) };
}
