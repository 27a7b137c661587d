/** How much one person may write before the bot rests; more than anybody who is in a conversation writes. */
export type InboundBudget = { perMinute: number; perHour: number };

/** Messages of a person since the beginning of a minute and of an hour of their own. */
export type Flood = {
  minuteFrom: string;
  inMinute: number;
  hourFrom: string;
  inHour: number;
  /** What they write is kept and not answered, until they pause. */
  hushed: boolean;
};

/** A pause this long, and they are heard again. Another machine that answers ours has fallen silent by then. */
export const CALM_MINUTES = 5;

const MINUTE_MS = 60_000;

/** `hush` says so, once; `kept` says nothing. */
export type Heard = { kind: 'free' | 'hush' | 'kept'; flood: Flood };

/** Counts one more message. A loop of two machines that is slow enough for the minute ends by the hour. */
export function countMessage(
  before: { flood?: Flood | undefined; lastInboundAt: string | null },
  at: Date,
  budget: InboundBudget,
): Heard {
  const { flood, lastInboundAt } = before;
  const calm = lastInboundAt !== null && since(lastInboundAt, at) >= CALM_MINUTES * MINUTE_MS;
  if (flood?.hushed && !calm) return { kind: 'kept', flood };
  const counted = flood && !flood.hushed ? counting(flood, at) : begun(at);
  const full = counted.inMinute > budget.perMinute || counted.inHour > budget.perHour;
  return { kind: full ? 'hush' : 'free', flood: { ...counted, hushed: full } };
}

function begun(at: Date): Flood {
  const from = at.toISOString();
  return { minuteFrom: from, inMinute: 1, hourFrom: from, inHour: 1, hushed: false };
}

function counting(flood: Flood, at: Date): Flood {
  const { minuteFrom, inMinute, hourFrom, inHour } = flood;
  const newMinute = since(minuteFrom, at) >= MINUTE_MS;
  const newHour = since(hourFrom, at) >= 60 * MINUTE_MS;
  return {
    minuteFrom: newMinute ? at.toISOString() : minuteFrom,
    inMinute: newMinute ? 1 : inMinute + 1,
    hourFrom: newHour ? at.toISOString() : hourFrom,
    inHour: newHour ? 1 : inHour + 1,
    hushed: false,
  };
}

function since(from: string, at: Date): number {
  return at.getTime() - Date.parse(from);
}
