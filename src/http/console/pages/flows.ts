import { html } from '../../../adapters/html/html.ts';
import { instant, table, tabs } from '../parts.ts';
import type { Answer, Route, Visit } from '../route.ts';

export const flowRoutes: Route[] = [
  { method: 'get', path: '/flows', may: 'coordinator', handle: page },
  { method: 'get', path: '/flows/:name/picture.svg', may: 'coordinator', handle: picture },
];

async function page(visit: Visit): Promise<Answer> {
  const { t, desk, query } = visit;
  const { names } = desk.flows;
  const name =
    names.find((one) => one === query.flow) ?? (names.includes('screening') ? 'screening' : (names[0] ?? ''));
  const [{ waiting, left }, versions] = await Promise.all([desk.flows.stands(), desk.flows.versions()]);
  const steps = [
    ...new Set([...waiting, ...left].filter(({ flow }) => flow === name).map(({ step }) => step)),
  ];
  const sum = (stands: typeof waiting, step: string) =>
    stands
      .filter((one) => one.flow === name && one.step === step)
      .reduce((total, { people }) => total + people, 0);
  const rows = steps
    .map((step) => ({ step, waiting: sum(waiting, step), left: sum(left, step) }))
    .sort((one, other) => other.left + other.waiting - one.left - one.waiting);
  const body = html`
    <p><a href="/console/gaps">${t('gaps.link')}</a></p>
    ${tabs(
      t('flows.which'),
      names.map((one) => ({ href: `/console/flows?flow=${one}`, text: one, here: one === name })),
    )}
    <section aria-labelledby="where-title">
      <h2 id="where-title">${t('flows.where')}</h2>
      ${table(
        rows,
        [
          { title: t('flows.step'), cell: ({ step }) => step },
          { title: t('flows.waiting'), numeric: true, cell: (row) => row.waiting },
          { title: t('flows.left'), numeric: true, cell: (row) => row.left },
        ],
        { caption: t('flows.where'), empty: t('flows.nobody') },
      )}
    </section>
    <section aria-labelledby="picture-title">
      <h2 id="picture-title">${t('flows.picture')}</h2>
      <div class="picture" tabindex="0" role="region" aria-label=${t('flows.picture')}><img src=${`/console/flows/${name}/picture.svg`} alt=${t('flows.picture-of', { name })} /></div>
    </section>
    <section aria-labelledby="versions-title">
      <h2 id="versions-title">${t('flows.versions')}</h2>
      ${table(
        versions.filter(({ flow }) => flow === name),
        [
          { title: t('flows.version'), cell: ({ version }) => html`<code>${version}</code>` },
          { title: t('flows.published'), cell: ({ publishedAt }) => instant(visit, publishedAt) },
          { title: t('flows.people'), numeric: true, cell: ({ people }) => people },
          { title: t('flows.status'), cell: ({ current }) => t(current ? 'flows.current' : 'flows.earlier') },
        ],
        { caption: t('flows.versions'), empty: '' },
      )}
    </section>
  `;
  return { kind: 'page', title: t('flows.title'), body };
}

async function picture({ desk, params, locale }: Visit): Promise<Answer> {
  const name = params.name ?? '';
  if (!desk.flows.names.includes(name)) return { kind: 'missing' };
  const { waiting } = await desk.flows.stands();
  const svg = await desk.flows.picture(name, locale, waiting);
  return { kind: 'file', name: `${name}.svg`, type: 'image/svg+xml', body: svg, inline: true };
}
