import { html } from '../../../adapters/html/html.ts';
import type { Json } from '../../../flow/conversation.ts';
import { DECISIONS, type ReviewedScreening } from '../../../usecases/console/reviews.ts';
import { inScope } from '../../../usecases/console/scope.ts';
import { form, instant, namesOf, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';
import { verdictMark } from './screenings.ts';

export const screeningRoutes: Route[] = [
  { method: 'get', path: '/screenings/:id', may: 'coordinator', handle: screeningPage },
  { method: 'post', path: '/screenings/:id/review', may: 'coordinator', handle: review },
];

async function find({ desk, params, scope }: Visit): Promise<ReviewedScreening | null> {
  const screening = await desk.screenings.get(params.id ?? '');
  return screening && inScope(scope, screening.territory) ? screening : null;
}

async function screeningPage(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const screening = await find(visit);
  if (!screening) return { kind: 'missing' };
  const { answers, verdict, contactId } = screening;
  const names = await namesOf(desk);
  const body = html`
    <p>${verdictMark(visit, verdict.kind)} ${t('screening.score', { score: verdict.score, threshold: verdict.threshold })} · ${instant(visit, screening.at)} · ${t('screening.rubric', { version: screening.rubricVersion })}</p>
    <p><a href=${`/console/chats/${contactId}`}>${t('screening.chat')}</a> · <a href=${`/console/contacts/${contactId}`}>${t('chat.contact')}</a></p>
    <h2>${t('screening.answers')}</h2>
    ${table(
      Object.entries(answers),
      [
        { title: t('screening.question'), cell: ([name]) => questionName(visit, name) },
        { title: t('screening.said'), cell: ([, answer]) => `«${answer.said}»` },
        { title: t('screening.understood'), cell: ([, answer]) => shown(answer.value) },
      ],
      { caption: t('screening.answers'), empty: t('screening.no-answers') },
    )}
    <h2>${t('screening.reasons')}</h2>
    <ul class="reasons">
      ${verdict.results.map(({ criterion, outcome, reason }) => html`<li class=${outcome}><span class="mark">${t(`outcomes.${outcome}`)}</span> ${plainReason(t(`screening:verdict.${criterion}.${reason}`))}</li>`)}
    </ul>
    <h2>${t('screening.review')}</h2>
    ${screening.review && html`<p>${t(`decisions.${screening.review.decision}`)} · ${names.get(screening.review.by) ?? ''} · ${instant(visit, screening.review.at)}</p>`}
    ${!screening.review || screening.review.decision === 'asked' ? decide(visit, screening) : null}
  `;
  return { kind: 'page', title: t('screening.title'), body };
}

/** The person's own line of the verdict, less what WhatsApp makes bold and its signs: the mark beside it says that. */
function plainReason(text: string): string {
  return text.replace(/\*/g, '').replace(/^\P{L}+/u, '');
}

function questionName({ t, desk, locale }: Visit, name: string): string {
  return desk.texts.has(locale, `console:questions.${name}`) ? t(`questions.${name}`) : name;
}

function decide(visit: Visit, { id, review: before }: ReviewedScreening) {
  const { t } = visit;
  const open = DECISIONS.filter((one) => one !== 'asked' || !before);
  return form(
    visit,
    `/console/screenings/${id}/review`,
    html`
      <p class="hint">${t('screening.informs')}</p>
      <div class="buttons">${open.map((one) => html`<button name="decision" value=${one} class=${one === 'accepted' ? '' : 'quiet'}>${t(`decide.${one}`)}</button>`)}</div>
    `,
  );
}

async function review(visit: Visit): Promise<Answer> {
  const { desk, account, form: given, note } = visit;
  const screening = await find(visit);
  const decision = DECISIONS.find((one) => one === given.decision);
  if (!screening || !decision) return { kind: 'missing' };
  const to = `/console/screenings/${screening.id}`;
  const outcome = await desk.review({ id: screening.id, decision, by: account.id });
  if (outcome.kind !== 'decided')
    return redirect(to, outcome.kind === 'unknown' ? 'not-found' : 'decided-before');
  await note(`review-${decision}`, screening.id);
  return redirect(to, outcome.told ? 'decided' : 'decided-untold');
}

function shown(value: Json): string {
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return Object.entries(value)
    .filter(([, one]) => one !== null && one !== undefined)
    .map(([name, one]) => `${name}: ${shown(one)}`)
    .join(' · ');
}
