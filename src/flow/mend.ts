import { type Conversation, type Frame, newFrame } from './conversation.ts';
import type { World } from './world.ts';

/**
 * A frame whose version or step is gone for good stands on the flow as it is now, with its answers:
 * questions already answered are passed over, so nobody starts again.
 */
export function mend(conversation: Conversation, world: World): void {
  conversation.frames = conversation.frames.flatMap((frame) => mended(frame, world));
  for (const [name, frame] of Object.entries(conversation.parked)) {
    const [kept] = mended(frame, world);
    if (kept) conversation.parked[name] = kept;
    else delete conversation.parked[name];
  }
}

function mended(frame: Frame, world: World): Frame[] {
  if (world.flows.pinned(frame.flow, frame.version)?.steps[frame.step]) return [frame];
  const flow = world.flows.current(frame.flow);
  if (!flow) return [];
  const trail = frame.trail.filter((step) => flow.steps[step]);
  return [{ ...newFrame(flow), answers: frame.answers, values: frame.values, trail, correcting: true }];
}
