import { z } from 'zod';
import type { Json, Values } from '../../flow/conversation.ts';
import type { TextRef } from '../../flow/world.ts';
import type { Advancing } from '../advance.ts';
import type { Action, ActionContext } from './action.ts';

const wish = z.object({
  kind: z.enum(['answer', 'offer', 'none', 'chosen']),
  intents: z.array(z.string()),
  place: z.json(),
  said: z.string(),
});

/** Answers from the programme's own text, offers what may have been meant, or says what it can do instead. */
export const answerQuestion: Action = async (house, context) => {
  const { kind, intents, place, said } = wish.parse(context.input);
  if (kind === 'offer') {
    await noteGap(house, context, { said, offered: intents });
    return {
      outcome: 'offered',
      values: { offers: intents },
      memory: { gap: context.key },
      say: [{ key: 'faq:offer' }],
    };
  }
  if (kind === 'none') {
    await noteGap(house, context, { said, offered: [] });
    return { outcome: 'unknown', say: [{ key: 'faq:fallback' }, ...(await knownChambers(house))] };
  }
  const [chosen] = intents;
  const { gap } = context.memory;
  if (kind === 'chosen' && chosen && typeof gap === 'string') await house.ports.gaps.choose(gap, chosen);
  return { outcome: 'answered', say: await answers(house, context, { intents, place: place as Json, said }) };
};

/** A topic picked from the list. */
export const answerTopic: Action = async (house, context) => {
  const answersSoFar = context.input.answers as Record<string, { value: string }>;
  const topic = answersSoFar.topic?.value ?? '';
  const say = await answers(house, context, { intents: [topic], place: null, said: '' });
  return { outcome: 'answered', say };
};

type Asked = { intents: string[]; place: Json; said: string };

async function answers(house: Advancing, context: ActionContext, asked: Asked): Promise<TextRef[]> {
  const { intents, place, said } = asked;
  const { locale } = context;
  const extra = intents.includes('inscripcion') ? await chamberLines(house) : [];
  const placed = place && intents.includes('territorios') ? placeLine(place as Values) : null;
  const ids = placed ? intents.filter((intent) => intent !== 'territorios') : intents;
  if (ids.length === 0) return [...(placed ? [placed] : []), ...extra];
  const wording = intents.length > 1 ? 'short' : 'answer';
  const text = ids.map((id) => house.world.texts.get(locale, `faq:${wording}.${id}`)).join('\n\n');
  const literal = said ? await house.answerer({ question: said, ids, text, locale }) : text;
  return [...(placed ? [placed] : []), { literal }, ...extra];
}

/** Whether the programme reaches a place: of a municipality, of a whole department, or a question back. */
function placeLine(place: Values): TextRef {
  const { kind, municipality, territory, department, options } = place;
  const listed = Array.isArray(options) && options.length > 0 ? options.join(', ') : '';
  const wholeDepartment = !municipality && (!territory || territory === department);
  const variant = kind === 'ambiguous' ? ambiguity(place, listed) : wholeDepartment ? 'Department' : '';
  const named = municipality ?? (kind === 'covered' ? territory : null);
  const params = { ...place, municipality: named ?? null, options: listed };
  return { key: `faq:place.${String(kind)}${variant}`, params };
}

function ambiguity({ municipality, territory }: Values, listed: string): string {
  if (municipality) return listed || !territory ? '' : 'Municipality';
  return 'Department';
}

/** With nothing entered the bot says so. */
async function chamberLines(house: Advancing): Promise<TextRef[]> {
  const lines = await knownChambers(house);
  return lines.length === 0 ? [{ key: 'faq:chambers.none' }] : lines;
}

/** How to reach the chambers, as coordinators entered it. */
async function knownChambers(house: Advancing): Promise<TextRef[]> {
  const chambers = await house.ports.chambers.list();
  return chambers
    .filter(({ phone, hours }) => phone || hours)
    .map(({ name, phone, hours }) => ({
      key: `faq:chambers.${!phone ? 'hours' : hours ? 'with-hours' : 'one'}`,
      params: { name, phone, hours },
    }));
}

async function noteGap(
  house: Advancing,
  context: ActionContext,
  gap: { said: string; offered: string[] },
): Promise<void> {
  const contact = await house.ports.contacts.get(context.contactId);
  if (!contact?.consented) return;
  const { said: text, offered } = gap;
  await house.ports.gaps.record({ key: context.key, text, offered, chosen: null, at: context.now });
}
