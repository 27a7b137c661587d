/** Work under way, so that an orderly end can wait for it. */
export type InFlight = { track<T>(work: Promise<T>): Promise<T>; settled(): Promise<unknown> };

export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  return {
    track(work) {
      const tracked = work.finally(() => running.delete(tracked));
      running.add(tracked);
      return tracked;
    },
    settled: () => Promise.allSettled(running),
  };
}

/** Whatever still works ends side by side, and is not waited for longer than that. */
export async function drain(patienceMs: number, endings: (() => Promise<unknown>)[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([Promise.allSettled(endings.map((end) => end())), late]);
  clearTimeout(timer);
}
