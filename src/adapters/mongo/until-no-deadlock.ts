const MOST_TRIES = 40;
/** Those who met are spread over this much longer with each try: ten at one index meet again and again otherwise. */
const SPREAD_MS = 25;

/** DocumentDB breaks off one of two writers who meet in a unique index: nothing was written, and it is tried again. */
export async function untilNoDeadlock<T>(write: () => PromiseLike<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (tries >= MOST_TRIES || !(error instanceof Error && /deadlock/i.test(error.message))) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS * tries));
    }
  }
}
