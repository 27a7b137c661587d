import { type Html, html } from '../../../adapters/html/html.ts';
import {
  type ChangedVerdict,
  type Rules,
  type WhatIf,
  whatIf,
  withRules,
} from '../../../usecases/console/what-if.ts';
import { input, instant, table } from '../parts.ts';
import type { Answer, Route, Visit } from '../route.ts';
import { verdictMark } from './screenings.ts';

/** Answers are unsealed one by one: this many take a few seconds. */
const MOST = 20_000;

export const whatIfRoutes: Route[] = [{ method: 'get', path: '/what-if', may: 'coordinator', handle: page }];

async function page(visit: Visit): Promise<Answer> {
  const { t, desk, scope, query } = visit;
  const { score, published } = desk.rubric;
  const now: Rules = { threshold: score.threshold, ...published };
  const rules: Rules = {
    threshold: read(query.threshold, now.threshold, 100),
    minMonths: read(query.minMonths, now.minMonths, 600),
    minPeople: read(query.minPeople, now.minPeople, 200),
  };
  const asked = query.threshold !== undefined;
  const result = asked
    ? await whatIf(desk.screenings.newest(scope, MOST), withRules(desk.rubric, rules))
    : null;
  const number = (name: keyof Rules, max: number) =>
    input({
      name,
      label: `${t(`what-if.${name}`)} (${t('what-if.now', { value: now[name] })})`,
      type: 'number',
      min: 0,
      max,
      required: true,
      value: rules[name],
    });
  const body = html`
    <p>${t('what-if.about')}</p>
    <form method="get" action="/console/what-if" class="card filters">
      ${number('threshold', 100)}${number('minMonths', 600)}${number('minPeople', 200)}
      <button>${t('what-if.try')}</button>
    </form>
    ${result && outcome(visit, result)}
  `;
  return { kind: 'page', title: t('what-if.title'), body };
}

function read(text: string | undefined, otherwise: number, most: number): number {
  const value = Number(text);
  return text !== undefined && text !== '' && Number.isFinite(value)
    ? Math.min(most, Math.max(0, Math.round(value)))
    : otherwise;
}

function outcome(visit: Visit, { looked, unreadable, changed, moves, examples }: WhatIf): Html {
  const { t } = visit;
  const verdict = (kind: ChangedVerdict['from']) => verdictMark(visit, kind);
  return html`
    <section aria-live="polite">
      <h2>${t('what-if.result', { changed, looked })}</h2>
      ${looked === MOST && html`<p class="hint">${t('what-if.most', { most: MOST })}</p>`}
      ${unreadable > 0 && html`<p class="hint">${t('what-if.unreadable', { count: unreadable })}</p>`}
      <ul>${moves.map(({ from, to, count }) => html`<li>${verdict(from)} → ${verdict(to)}: <strong>${count}</strong></li>`)}</ul>
      ${
        changed > 0 &&
        table(
          examples,
          [
            {
              title: t('screenings.at'),
              cell: ({ id, at }) => html`<a href=${`/console/screenings/${id}`}>${instant(visit, at)}</a>`,
            },
            { title: t('what-if.from'), cell: ({ from }) => verdict(from) },
            { title: t('what-if.to'), cell: ({ to }) => verdict(to) },
            {
              title: t('what-if.because'),
              cell: ({ criteria }) => criteria.map((one) => t(`criteria.${one}`)).join(', '),
            },
          ],
          { caption: t('what-if.examples'), empty: '' },
        )
      }
    </section>
  `;
}
