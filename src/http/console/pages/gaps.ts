import { html } from '../../../adapters/html/html.ts';
import { form, input, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

const SHOWN = 30;
const EXAMPLES = 4;
const ENTRY_ID = /^[a-z0-9-]{3,40}$/;
const LONGEST = { question: 200, answer: 900 } as const;

export const gapRoutes: Route[] = [
  { method: 'get', path: '/gaps', may: 'coordinator', handle: page },
  { method: 'post', path: '/gaps', may: 'admin', handle: approve },
  {
    method: 'get',
    path: '/gaps/faq.yaml',
    may: 'coordinator',
    async handle({ desk }) {
      const yaml = desk.faqDrafts.yaml(await desk.faqDrafts.list());
      return { kind: 'file', name: 'faq-borradores.yaml', type: 'application/yaml', body: yaml };
    },
  },
];

async function page(visit: Visit): Promise<Answer> {
  const { t, desk, account, query } = visit;
  const [gaps, drafts] = await Promise.all([desk.gaps(), desk.faqDrafts.list()]);
  const body = html`
    <p>${t('gaps.about')}</p>
    ${table(
      gaps.slice(0, SHOWN),
      [
        { title: t('gaps.count'), numeric: true, cell: ({ count }) => count },
        {
          title: t('gaps.questions'),
          cell: ({ questions }) =>
            html`<ul>${questions.slice(0, EXAMPLES).map((one) => html`<li>${one}</li>`)}</ul>`,
        },
        {
          title: t('gaps.answer'),
          cell: ({ example }) =>
            html`<a href=${`/console/gaps?question=${encodeURIComponent(example.slice(0, LONGEST.question))}#draft`}>${t('gaps.write')}</a>`,
        },
      ],
      { caption: t('gaps.title'), empty: t('gaps.empty') },
    )}
    <h2 id="draft">${t('gaps.drafts')}</h2>
    <p class="hint">${t('gaps.honest')}</p>
    ${drafts.length > 0 && html`<p><a href="/console/gaps/faq.yaml" download>${t('gaps.download', { count: drafts.length })}</a></p>`}
    ${
      account.role === 'admin' &&
      form(
        visit,
        '/console/gaps',
        html`
          ${input({ name: 'id', label: t('gaps.id'), required: true, pattern: '[a-z0-9\\-]{3,40}', autocomplete: 'off' })}
          ${input({ name: 'question', label: t('gaps.question'), required: true, maxlength: LONGEST.question, value: query.question ?? '' })}
          <label class="field"><span>${t('gaps.answer')}</span><textarea name="answer" rows="3" required maxlength=${LONGEST.answer}></textarea></label>
          <button>${t('gaps.approve')}</button>
        `,
        { class: 'card' },
      )
    }
    ${table(
      drafts,
      [
        { title: t('gaps.id'), cell: ({ id }) => html`<code>${id}</code>` },
        { title: t('gaps.question'), cell: ({ question }) => question },
        { title: t('gaps.answer'), cell: ({ answer }) => answer },
      ],
      { caption: t('gaps.drafts'), empty: t('gaps.no-drafts') },
    )}
  `;
  return { kind: 'page', title: t('gaps.title'), body };
}

async function approve({ desk, account, form: given, note }: Visit): Promise<Answer> {
  const { id = '' } = given;
  const question = (given.question ?? '').trim().slice(0, LONGEST.question);
  const answer = (given.answer ?? '').trim().slice(0, LONGEST.answer);
  if (!ENTRY_ID.test(id) || !question || !answer) return redirect('/console/gaps', 'empty');
  await desk.faqDrafts.save({ id, question, answer, by: account.id, at: desk.clock() });
  await note('faq-draft', id);
  return redirect('/console/gaps', 'drafted');
}
