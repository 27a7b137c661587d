import type { Missing } from '../../domain/certificate-rule.ts';
import type { Values } from '../../flow/conversation.ts';
import type { Advancing } from '../advance.ts';
import { hoursInWords } from '../certificates/hours-in-words.ts';
import { type Issued, issueCertificate } from '../certificates/issue.ts';
import type { Action, ActionContext } from './action.ts';

/** More businesses of one person than anybody has; the newest count. */
export const MOST_CERTIFICATES = 5;

/** Of the chat itself: nobody in particular issued it. */
const BY = 'chat';

/** The link to a certificate, issued now where it is earned; else what is missing. One line each where there are several. */
export const showCertificate: Action = async (house, context) => {
  const { contactId, now } = context;
  const enrolments = (await house.ports.enrolments.ofContact(contactId)).slice(0, MOST_CERTIFICATES);
  const found: Known[] = [];
  for (const { id: enrolmentId } of enrolments) {
    const issued = await issueCertificate(house, { enrolmentId, by: BY, now });
    if (issued.kind !== 'unknown') found.push(issued);
  }
  const [only, ...more] = found;
  if (!only) return { outcome: 'none' };
  for (const one of found) if (isReady(one)) await markTold(house, one, now);
  if (more.length === 0) return { outcome: outcomeOf(only), values: valuesOf(house, context, only) };
  return { outcome: 'several', values: { certificateLines: linesOf(house, context, found) } };
};

type Known = Exclude<Issued, { kind: 'unknown' }>;
type Ready = Extract<Known, { kind: 'issued' | 'known' }>;

/** One whose owner had their data deleted has nothing left to show. */
function isReady(one: Known): one is Ready {
  return (one.kind === 'issued' || one.kind === 'known') && one.certificate.signed !== null;
}

async function markTold({ ports }: Advancing, { certificate }: Ready, now: Date): Promise<void> {
  if (!certificate.told) await ports.certifying.certificates.markTold(certificate.id, { at: now, by: BY });
}

function outcomeOf(one: Known): string {
  if (isReady(one)) return 'ready';
  if (one.kind === 'revoked') return 'revoked';
  return one.kind === 'missing' && one.whose === 'chamber' ? 'missing-by-rule' : 'missing';
}

function valuesOf(house: Advancing, context: ActionContext, one: Known): Values {
  const { ports } = house;
  if (isReady(one))
    return { certificateLink: ports.certifying.links.make(one.certificate.code, context.now) };
  if (one.kind === 'revoked') return {};
  const missing = one.kind === 'missing' ? one.missing : [{ kind: 'name' } as const];
  return { certificateMissing: missing.map((part) => missingLine(house, context, part)).join('\n') };
}

function missingLine({ world }: Advancing, { locale }: ActionContext, part: Missing): string {
  const { texts } = world;
  const line = (params: Values = {}) => texts.get(locale, `certificate:lines.${part.kind}`, params);
  if (part.kind === 'stage') return line({ stage: texts.get(locale, `certificate:stages.${part.stage}`) });
  if (part.kind !== 'hours') return line();
  const words = (minutes: number) => hoursInWords(texts, locale, minutes);
  return line({ left: words(part.minutes), of: words(part.of) });
}

function linesOf(house: Advancing, context: ActionContext, found: Known[]): string {
  const text = (key: string, params: Values = {}) =>
    house.world.texts.get(context.locale, `certificate:lines.${key}`, params);
  return found
    .map((one) => {
      const outcome = outcomeOf(one);
      const key = outcome === 'missing-by-rule' ? 'missing' : outcome;
      const business = one.enrolment.businessName ?? text('unnamed');
      return text(key, { business, ...valuesOf(house, context, one) });
    })
    .join('\n');
}
