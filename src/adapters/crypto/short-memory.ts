/** Remembers answers for a short while and only so many; one that fails is not remembered. */
export type ShortMemory<T> = {
  get(name: string, ask: () => Promise<T>): Promise<T>;
  forget(name: string): void;
};

export function createShortMemory<T>(limits: { keepMs: number; most: number }): ShortMemory<T> {
  const known = new Map<string, { answer: Promise<T>; until: number }>();
  return {
    get(name, ask) {
      const now = performance.now();
      const found = known.get(name);
      if (found && found.until > now) return found.answer;
      const answer = ask();
      known.delete(name);
      known.set(name, { answer, until: now + limits.keepMs });
      answer.catch(() => {
        if (known.get(name)?.answer === answer) known.delete(name);
      });
      const [oldest] = known.size > limits.most ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
      return answer;
    },
    forget: (name) => void known.delete(name),
  };
}
