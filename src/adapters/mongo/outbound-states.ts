import type { Requeued } from '../../usecases/outbound-ports.ts';
import type { Vault } from '../../usecases/vault.ts';

/** The fields of a message that waits for another attempt: what was known of the one before is let go. */
export async function queuedAgain(
  vault: Vault,
  contactId: string,
  { nextAttemptAt, code, reason, content, held = false }: Requeued,
) {
  const seal = content && (await vault.of(contactId));
  return {
    state: 'queued',
    open: !held,
    sid: null,
    rank: -1,
    dueAt: nextAttemptAt,
    leaseUntil: null,
    code,
    reason,
    ...(seal && { content: seal(JSON.stringify(content)) }),
  };
}
