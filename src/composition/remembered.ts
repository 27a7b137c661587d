/** Answers asked again within `ms` are given again; asked at the same time they are worked out once. */
export function remembered<T>(ms: number, work: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, { until: number; answer: Promise<T> }>();
  return (key) => {
    const now = performance.now();
    for (const [one, { until }] of known) if (until <= now) known.delete(one);
    const found = known.get(key);
    if (found) return found.answer;
    const answer = work(key);
    known.set(key, { until: now + ms, answer });
    answer.catch(() => known.delete(key));
    return answer;
  };
}
