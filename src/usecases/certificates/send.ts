import type { Certificate } from '../../domain/certificate.ts';
import type { Notifying } from '../notify.ts';
import { type Notified, notify } from '../notify.ts';
import type { Issuing } from './issue.ts';

export type Sending = Issuing & { notifying: Notifying };

/** The notice that gives its owner the link; outside WhatsApp's window as a template. */
export const NOTICE = 'certificate-ready';

/**
 * Gives the owner the link, once for the same `by`: the message is written under that key before anything is sent,
 * and only then noted in the certificate.
 */
export async function sendCertificate(
  { ports, notifying }: Sending,
  certificate: Certificate,
  { by, now }: { by: string; now: Date },
): Promise<Notified> {
  const { id, contactId, code } = certificate;
  const link = ports.certifying.links.make(code, now);
  const notified = await notify(notifying, {
    key: `${NOTICE}-${id}-${by}`,
    contactId,
    name: NOTICE,
    params: () => ({ link }),
    subject: id,
    purpose: 'notice',
  });
  if (notified.kind === 'written') await ports.certifying.certificates.markTold(id, { at: now, by });
  return notified;
}
