const MOST_TRIES = 20;

/** DocumentDB breaks off one of two writers who meet in a unique index: nothing was written, and it is tried again. */
export async function untilNoDeadlock<T>(write: () => PromiseLike<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (tries >= MOST_TRIES || !(error instanceof Error && /deadlock/i.test(error.message))) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * tries));
    }
  }
}
