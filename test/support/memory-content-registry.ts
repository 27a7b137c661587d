import type { ContentRegistry } from '../../src/usecases/channel.ts';

/** A ContentRegistry without a store; two channels that share one stand for two processes. */
export function createMemoryContentRegistry(): ContentRegistry & { readonly sids: Map<string, string> } {
  const sids = new Map<string, string>();
  const leases = new Map<string, number>();
  return {
    sids,
    async claim(hash, leaseMs) {
      const sid = sids.get(hash);
      if (sid !== undefined) return { kind: 'known', sid };
      const now = Date.now();
      if ((leases.get(hash) ?? 0) > now) return { kind: 'busy' };
      leases.set(hash, now + leaseMs);
      return { kind: 'create' };
    },
    async save(hash, sid) {
      sids.set(hash, sid);
      leases.delete(hash);
    },
    async forget(hash, sid) {
      if (sids.get(hash) === sid) sids.delete(hash);
    },
  };
}
