import twilio from 'twilio';

export type SignatureCheck = (
  signature: string | undefined,
  originalUrl: string,
  form: Record<string, string | string[]>,
) => boolean;

/**
 * Whether a webhook comes from Twilio. Two tokens may be good while one is being rotated.
 * The address is our public one: behind a proxy the request itself does not know it.
 */
export function createSignatureCheck({
  tokens,
  publicUrl,
}: {
  tokens: string[];
  publicUrl: string;
}): SignatureCheck {
  const base = publicUrl.replace(/\/+$/, '');
  // Anyone can sign with an empty token.
  const usable = tokens.filter((token) => token !== '');

  return (signature, originalUrl, form) => {
    if (!signature) return false;
    // Connection overrides ride in the fragment of the configured address, which Twilio does not sign.
    const url = base + originalUrl.replace(/#.*$/s, '');
    try {
      // twilio-node compares in constant time.
      return usable.some((token) => twilio.validateRequest(token, signature, url, form));
    } catch {
      return false;
    }
  };
}
