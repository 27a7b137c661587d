import type { Requeued } from '../../usecases/ports.ts';
import type { Vault } from '../../usecases/vault.ts';

/** The fields of a message that waits for another attempt: what was known of the one before is let go. */
export function queuedAgain(vault: Vault, { nextAttemptAt, code, reason, content }: Requeued) {
  return {
    state: 'queued',
    open: true,
    sid: null,
    rank: -1,
    dueAt: nextAttemptAt,
    leaseUntil: null,
    code,
    reason,
    ...(content && { content: vault.seal(JSON.stringify(content)) }),
  };
}
