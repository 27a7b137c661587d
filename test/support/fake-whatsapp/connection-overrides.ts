/** How a webhook is called, read from the fragment of its address (usage/webhooks/webhooks-connection-overrides). */
export type ConnectionOverrides = {
  retries: number;
  /** For the answer, in milliseconds. */
  readTimeoutMs: number;
  /** Whether another try follows: `ct` means there was no connection, `rt` no answer. */
  again: (failure: number | 'ct' | 'rt') => boolean;
};

export function connectionOverrides(url: string): ConnectionOverrides {
  const given = new URLSearchParams(new URL(url).hash.slice(1));
  const policy = new Set((given.get('rp') ?? 'ct').split(','));
  return {
    retries: Math.min(Number(given.get('rc') ?? 1), 5),
    readTimeoutMs: Math.min(Number(given.get('rt') ?? 15_000), 15_000),
    again(failure) {
      const name = typeof failure === 'number' ? `${Math.floor(failure / 100)}xx` : failure;
      return policy.has(name) || (policy.has('all') && name !== '2xx' && name !== '3xx');
    },
  };
}
