import type { Enrolment } from '../../../domain/enrolment.ts';
import { LIMITS } from '../../../domain/presentation.ts';
import type { ActionResult, Texts } from '../../../flow/world.ts';
import { shorten } from '../../sessions/rows.ts';
import { entitlementOf } from '../../sessions/who-may-book.ts';
import type { Action } from '../action.ts';

/** Whether somebody may book, and for which of their businesses. */
export const checkBooking: Action = async ({ ports, world }, context): Promise<ActionResult> => {
  const entitled = await entitlementOf(ports, context.contactId);
  if (entitled.kind !== 'enrolled')
    return { outcome: entitled.kind === 'eligible' ? 'ready' : entitled.kind, values: { enrolment: null } };
  const [first, ...others] = entitled.enrolments;
  if (others.length === 0) return { outcome: 'ready', values: { enrolment: first?.id ?? null } };
  const rows = entitled.enrolments
    .slice(0, LIMITS.rows)
    .map((one) => rowOf(world.texts, context.locale, one));
  return { outcome: 'several', values: { businesses: rows } };
};

function rowOf(texts: Texts, locale: string, { id, businessName, stage }: Enrolment) {
  const shown = texts.get(locale, `sessions:stages.${stage}`);
  const title = businessName ?? texts.get(locale, 'sessions:rows.business');
  return { id, title: shorten(title, LIMITS.rowTitle), description: shown };
}
