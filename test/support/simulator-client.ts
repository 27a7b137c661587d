import { expect } from 'vitest';
import type { SimulatorMessage } from '../../src/http/simulator/ports.ts';

/** A phone of the simulator, spoken to as its page does. */
export function simulatorPhone(serverUrl: string, number: string) {
  async function history(): Promise<SimulatorMessage[]> {
    const answer = await fetch(`${serverUrl}/simulator/history?from=${encodeURIComponent(number)}`);
    const { messages } = (await answer.json()) as { messages: SimulatorMessage[] };
    return messages;
  }

  const read = async () =>
    (await history()).flatMap(({ direction, presentation }) =>
      direction === 'out' && 'text' in presentation ? [presentation.text] : [],
    );

  async function say(text: string): Promise<void> {
    const body = JSON.stringify({ from: number, content: { kind: 'text', text } });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${serverUrl}/simulator/messages`, { method: 'POST', headers, body });
    expect(answer.status).toBe(202);
  }

  return {
    history,
    /** What the bot wrote, oldest first. */
    read,
    say,
    /** Says one thing after the other, each once the one before is answered; what was read last. */
    async talk(lines: string[]): Promise<string> {
      for (const line of lines) {
        const before = (await read()).length;
        await say(line);
        await expect.poll(async () => (await read()).length, { timeout: 15_000 }).toBeGreaterThan(before);
      }
      return (await read()).at(-1) ?? '';
    },
  };
}
