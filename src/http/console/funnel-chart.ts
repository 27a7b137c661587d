import { type Html, html } from '../../adapters/html/html.ts';
import type { FunnelWeek, Stage } from '../../usecases/console/funnel.ts';

type Words = { names: { stage: Stage; name: string }[]; title: string; day(at: Date): string };

const WIDTH = 720;
const ROW = 34;
const LABEL = 130;
const NUMBER = 56;
const GAP = 3;

/** One row a stage: its weeks side by side as columns on the stage's own line, and the sum as a bar. The table beside it says the same. */
export function funnelChart(weeks: FunnelWeek[], { names, title, day }: Words): Html {
  const sums = names.map(({ stage, name }) => ({
    stage,
    name,
    sum: weeks.reduce((sum, { counts }) => sum + counts[stage], 0),
    counts: weeks.map(({ counts }) => counts[stage]),
  }));
  const most = Math.max(1, ...sums.map(({ sum }) => sum));
  const barRoom = (WIDTH - LABEL - NUMBER) * 0.58;
  const weekRoom = WIDTH - LABEL - NUMBER - barRoom - 16;
  const slot = weekRoom / Math.max(1, weeks.length);
  const left = WIDTH - weekRoom;
  const height = names.length * ROW + 22;
  return html`
    <figure class="chart" tabindex="0" role="group" aria-label=${title}>
      <svg viewBox=${`0 0 ${WIDTH} ${height}`} role="img" aria-label=${`${title}: ${sums.map(({ name, sum }) => `${name} ${sum}`).join(', ')}`}>
        ${sums.map(({ name, sum, counts }, row) => {
          const y = row * ROW + 4;
          const peak = Math.max(1, ...counts);
          return html`<g>
            <text x="0" y=${y + 19}>${name}</text>
            <rect class="track" x=${LABEL} y=${y} width=${barRoom} height=${ROW - 8} rx="4" />
            <rect class=${`bar s${row}`} x=${LABEL} y=${y} width=${(barRoom * sum) / most} height=${ROW - 8} rx="4" />
            <text x=${LABEL + barRoom + 8} y=${y + 19} class="sum">${sum}</text>
            ${counts.map((count, week) => {
              const tall = count === 0 ? 1 : Math.max(3, ((ROW - 8) * count) / peak);
              return html`<rect class=${`bar s${row}`} x=${left + week * slot + GAP / 2} y=${y + ROW - 8 - tall} width=${slot - GAP} height=${tall} />`;
            })}
          </g>`;
        })}
        ${weeks.map(({ week }, place) =>
          place % 2 === 0
            ? html`<text class="tick" x=${left + place * slot} y=${height - 4}>${day(week.from)}</text>`
            : null,
        )}
      </svg>
      <figcaption>${title}</figcaption>
    </figure>
  `;
}
