import { isDuplicate } from './connection.ts';
import { untilNoDeadlock } from './until-no-deadlock.ts';

/** False where a unique index said that someone else was quicker. */
export async function unlessTaken(write: () => PromiseLike<unknown>): Promise<boolean> {
  try {
    await untilNoDeadlock(write);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
