import { setTimeout as sleep } from 'node:timers/promises';
import type { ContentRegistry } from '../../usecases/channel.ts';
import type { ContentDefinition, ContentShape } from './content-shape.ts';

/** Longer than a creation may take, so that a second process never creates beside a first that still tries. */
const LEASE_MS = 15_000;

// Another process is creating it: worth two seconds of a person's time, for the sake of buttons.
const BUSY_WAIT_MS = 200;
const BUSY_TRIES = 10;

/** After a failed creation messages go as text for this long, instead of each waiting for the next failure. */
const PAUSE_MS = 30_000;

export type ContentResources = {
  /** The SID that stands for this shape, created if need be; null when it cannot be had now. */
  sidOf(shape: ContentShape): Promise<string | null>;
  /** Twilio does not know this SID (any more). */
  forget(shape: ContentShape, sid: string): Promise<void>;
};

export type ContentResourcesOptions = {
  registry: ContentRegistry;
  create: (definition: ContentDefinition) => Promise<string>;
  onFailure: (error: unknown) => void;
};

export function createContentResources(options: ContentResourcesOptions): ContentResources {
  const { registry, create, onFailure } = options;
  const known = new Map<string, string>();
  const underway = new Map<string, Promise<string | null>>();
  const pausedUntil = new Map<string, number>();
  const forgottenAt = new Map<string, number>();

  async function obtain({ hash, definition }: ContentShape): Promise<string | null> {
    for (let tries = 0; tries < BUSY_TRIES; tries++) {
      const claim = await registry.claim(hash, LEASE_MS);
      if (claim.kind === 'known') return claim.sid;
      if (claim.kind === 'create') {
        const sid = await create(definition);
        await registry.save(hash, sid);
        return sid;
      }
      await sleep(BUSY_WAIT_MS);
    }
    return null;
  }

  async function obtainOrPause(shape: ContentShape): Promise<string | null> {
    if (Date.now() < (pausedUntil.get(shape.hash) ?? 0)) return null;
    try {
      const sid = await obtain(shape);
      if (sid === null) pausedUntil.set(shape.hash, Date.now() + LEASE_MS);
      else known.set(shape.hash, sid);
      return sid;
    } catch (error) {
      pausedUntil.set(shape.hash, Date.now() + PAUSE_MS);
      onFailure(error);
      return null;
    } finally {
      underway.delete(shape.hash);
    }
  }

  return {
    async sidOf(shape) {
      const sid = known.get(shape.hash);
      if (sid !== undefined) return sid;
      const started = underway.get(shape.hash) ?? obtainOrPause(shape);
      underway.set(shape.hash, started);
      return started;
    },

    async forget(shape, sid) {
      // Another message may have had it made anew meanwhile.
      if (known.get(shape.hash) !== sid) return;
      known.delete(shape.hash);
      // Forgotten again so soon, making it anew does not help: do not make one per message.
      const now = Date.now();
      if (now < (forgottenAt.get(shape.hash) ?? 0) + PAUSE_MS) pausedUntil.set(shape.hash, now + PAUSE_MS);
      forgottenAt.set(shape.hash, now);
      await registry.forget(shape.hash, sid).catch(onFailure);
    },
  };
}
