import { type Html, html } from '../../adapters/html/html.ts';
import { BINS, type Bin, isSentTo } from '../../domain/broadcast.ts';
import type { Plan } from '../../domain/broadcast-plan.ts';
import type { FreeForm } from '../../domain/message.ts';
import { emphasised } from './bubbles.ts';
import { instant, table } from './parts.ts';
import type { Visit } from './route.ts';

const MICROS = 1_000_000;

/** How many fall in each bin; who is written to comes first. */
export function binsPart({ t }: Visit, bins: Record<Bin, number>): Html {
  return table(
    BINS.filter((bin) => bins[bin] > 0),
    [
      { title: t('console-broadcasts:bin'), cell: (bin) => t(`console-broadcasts:bins.${bin}`) },
      {
        title: t('console-broadcasts:written'),
        cell: (bin) => t(`console-broadcasts:${isSentTo(bin) ? 'yes' : 'no'}`),
      },
      { title: t('console-broadcasts:how-many'), numeric: true, cell: (bin) => bins[bin] },
    ],
    { caption: t('console-broadcasts:plan'), empty: t('console-broadcasts:nobody') },
  );
}

/** What would become of it, before anything is sent. */
export function planPart(visit: Visit, plan: Plan): Html {
  const { t } = visit;
  const dollars = ((plan.cost.freeForm + plan.cost.template) / MICROS).toFixed(2);
  return html`
    <section aria-label=${t('console-broadcasts:plan')}>
      <p><strong>${t('console-broadcasts:sendable', { count: plan.sendable })}</strong></p>
      ${binsPart(visit, plan.bins)}
      <dl class="facts">
        <dt>${t('console-broadcasts:cost')}</dt><dd>US$ ${dollars} <span class="hint">${t('console-broadcasts:cost-hint')}</span></dd>
        ${plan.opensAt && html`<dt>${t('console-broadcasts:opens')}</dt><dd>${instant(visit, plan.opensAt)}</dd>`}
        ${plan.endsAt && html`<dt>${t('console-broadcasts:ends')}</dt><dd>${instant(visit, plan.endsAt)}</dd>`}
      </dl>
      <p class="hint">${t('console-broadcasts:hours-hint')}</p>
    </section>
  `;
}

/** The message as it looks on a telephone, one for each language. */
export function phonePart({ t }: Visit, message: FreeForm, locale: string): Html {
  return html`
    <figure class="phone-frame" lang=${locale}>
      <figcaption>${t(`console-broadcasts:languages.${locale}`)}</figcaption>
      <div class="bubble bot">${message.text.split('\n').map((line) => html`<p>${emphasised(line)}</p>`)}</div>
      ${message.kind === 'choices' && message.choices.map(({ title }) => html`<span class="reply">${title}</span>`)}
    </figure>
  `;
}
