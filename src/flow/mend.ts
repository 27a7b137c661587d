import { type Conversation, type Frame, newFrame } from './conversation.ts';
import { moveFrame } from './migration.ts';
import type { World } from './world.ts';

/**
 * People stand on the flows as they are now wherever the edit allows it, and finish on the version they started where
 * it does not. A frame whose version or step is gone for good stands at the start, with its answers: questions already
 * answered are passed over, so nobody starts again.
 */
export function mend(conversation: Conversation, world: World): void {
  conversation.frames = conversation.frames.flatMap((frame) => mended(frame, world));
  for (const [name, frame] of Object.entries(conversation.parked)) {
    const [kept] = mended(frame, world);
    if (kept) conversation.parked[name] = kept;
    else delete conversation.parked[name];
  }
}

function mended(frame: Frame, { flows }: World): Frame[] {
  const old = flows.pinned(frame.flow, frame.version);
  const now = flows.current(frame.flow);
  if (old?.steps[frame.step]) {
    if (!now || now.version === old.version || frame.outside === now.version) return [frame];
    const known = new Set(Object.keys(frame.answers));
    return [moveFrame(frame, { old, now, move: flows.move({ old, now, step: frame.step, known }) })];
  }
  if (!now) return [];
  const trail = frame.trail.filter((step) => now.steps[step]);
  return [{ ...newFrame(now), answers: frame.answers, values: frame.values, trail, correcting: true }];
}
