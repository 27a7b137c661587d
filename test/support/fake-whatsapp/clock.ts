export type FakeClock = {
  now(): number;
  /** Calls back when this clock, not the wall's, has moved on so far; 0 means in a moment. */
  after(ms: number, callback: () => void): void;
  /** Lets time pass at once: what falls due on the way is called in its order. */
  advance(ms: number): void;
  stop(): void;
};

type Timer = { due: number; callback: () => void; handle?: NodeJS.Timeout };

/** Time as the fake sees it: the wall's, or frozen at an instant; `advance` moves either. */
export function createClock({ frozenAt }: { frozenAt?: Date | undefined } = {}): FakeClock {
  let shift = frozenAt ? frozenAt.getTime() : 0;
  const timers = new Set<Timer>();
  const now = () => shift + (frozenAt ? 0 : Date.now());

  function run(timer: Timer): void {
    if (!timers.delete(timer)) return;
    clearTimeout(timer.handle);
    timer.callback();
  }

  return {
    now,

    after(ms, callback) {
      if (ms <= 0) {
        setImmediate(callback);
        return;
      }
      const timer: Timer = { due: now() + ms, callback };
      timers.add(timer);
      if (!frozenAt) timer.handle = setTimeout(run, ms, timer);
    },

    advance(ms) {
      const end = shift + ms;
      const limit = now() + ms;
      const due = [...timers].filter((timer) => timer.due <= limit).sort((a, b) => a.due - b.due);
      for (const timer of due) {
        if (frozenAt) shift = timer.due;
        run(timer);
      }
      shift = end;
    },

    stop() {
      for (const timer of timers) clearTimeout(timer.handle);
      timers.clear();
    },
  };
}
