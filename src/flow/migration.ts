import type { Frame } from './conversation.ts';
import { type Flow, isAsk, type Step } from './definition.ts';
import { edgesOf } from './edges.ts';
import { savedAs } from './walk.ts';

/** What an edit means for somebody who stands at a step of an earlier version. */
export type Move =
  /** The step asks the same as ever: they stand at it in the new version. */
  | { kind: 'stays' }
  /** A step of the new version says it `was` theirs. */
  | { kind: 'moves'; step: string }
  /** Nothing in the new version takes them up: they finish on the version they started. */
  | { kind: 'finishes' };

/** Answers an action cannot do without, by the action's name. */
export type Needs = (action: string) => readonly string[];

/** Where somebody at `step` of `old`, who has answered `known`, stands in `now`. */
export function moveOf(
  at: { old: Flow; now: Flow; step: string; known: ReadonlySet<string> },
  needs: Needs,
): Move {
  const { old, now, step, known } = at;
  const renamed = renaming(old, now);
  const kept = new Set([...known].map((name) => renamed.get(name) ?? name));
  const ready = (name: string) => missingAt(now, { step: name, known: kept }, needs).length === 0;
  const [before, after] = [old.steps[step], now.steps[step]];
  if (before && after && asksTheSame(before, after) && ready(step)) return { kind: 'stays' };
  const heir = heirOf(now, step);
  return heir && ready(heir) ? { kind: 'moves', step: heir } : { kind: 'finishes' };
}

/** The frame in the new version, its answers under their new names; on its own version where the move says so. */
export function moveFrame(frame: Frame, { old, now, move }: { old: Flow; now: Flow; move: Move }): Frame {
  if (move.kind === 'finishes') return { ...frame, outside: now.version };
  const renamed = renaming(old, now);
  const answers = Object.entries(frame.answers).map(([name, answer]) => [renamed.get(name) ?? name, answer]);
  const trail = frame.trail.flatMap((step) => (now.steps[step] ? [step] : (heirOf(now, step) ?? [])));
  return {
    ...frame,
    version: now.version,
    step: move.kind === 'moves' ? move.step : frame.step,
    answers: Object.fromEntries(answers),
    trail,
    misses: move.kind === 'moves' ? 0 : frame.misses,
    confirming: move.kind === 'moves' ? null : frame.confirming,
  };
}

/** Answers that an action ahead needs, that are not known, and that some way to the action does not ask for. */
export function missingAt(
  flow: Flow,
  { step, known }: { step: string; known: ReadonlySet<string> },
  needs: Needs,
): string[] {
  const wanted = new Set(Object.values(flow.steps).flatMap((one) => ('do' in one ? needs(one.do) : [])));
  return [...wanted].filter((name) => {
    if (known.has(name)) return false;
    const unasked = stepsAhead(
      flow,
      step,
      (one, asked) => !(isAsk(asked) && savedAs({ step: one }, asked) === name),
    );
    return unasked.some((one) => {
      const acts = flow.steps[one];
      return acts !== undefined && 'do' in acts && needs(acts.do).includes(name);
    });
  });
}

/** The steps of the flow one comes to from `from` on, itself included, as far as `enter` lets through. */
export function stepsAhead(
  flow: Flow,
  from: string,
  enter: (name: string, step: Step) => boolean = () => true,
): string[] {
  const ahead = new Set<string>();
  const queue = [from];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const step = flow.steps[name];
    if (!step || ahead.has(name) || !enter(name, step)) continue;
    ahead.add(name);
    queue.push(...edgesOf(step).flatMap(({ to }) => (to === null ? [] : [to])));
  }
  return [...ahead];
}

/** Where it leads may change under people's feet, and what it is heir to; what it asks may not. */
function asksTheSame(before: Step, after: Step): boolean {
  return JSON.stringify(essence(before)) === JSON.stringify(essence(after));
}

// Both were read by the same schema, which puts their keys in one order.
function essence(step: Step): object {
  const { next: _next, was: _was, ...rest } = { next: null, was: null, ...step };
  return rest;
}

function heirOf({ steps }: Flow, gone: string): string | undefined {
  return Object.entries(steps).find(([, step]) => isAsk(step) && step.was?.includes(gone))?.[0];
}

/** Answers saved under another name by the step that took over. */
function renaming(old: Flow, now: Flow): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const [name, step] of Object.entries(now.steps)) {
    if (!isAsk(step)) continue;
    for (const was of step.was ?? []) {
      const before = old.steps[was];
      if (before && isAsk(before)) renamed.set(savedAs({ step: was }, before), savedAs({ step: name }, step));
    }
  }
  return renamed;
}
