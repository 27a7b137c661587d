import { html } from '../../../adapters/html/html.ts';
import { ownChamber } from '../accompaniment.ts';
import { EXPORTS, type ExportName } from '../desk.ts';
import { table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const exportRoutes: Route[] = [
  { method: 'get', path: '/exports', may: 'coordinator', handle: page },
  { method: 'get', path: '/exports/:file', may: 'coordinator', handle: download },
];

async function page({ t }: Visit): Promise<Answer> {
  const link = (name: ExportName, format: string) =>
    html`<a href=${`/console/exports/${name}.${format}`} download aria-label=${`${t(`exports.${name}`)} ${format.toUpperCase()}`}>${format.toUpperCase()}</a>`;
  const body = html`
    <p>${t('exports.about')}</p>
    ${table(
      [...EXPORTS],
      [
        { title: t('exports.what'), cell: (name) => t(`exports.${name}`) },
        { title: t('exports.as-csv'), cell: (name) => link(name, 'csv') },
        { title: t('exports.as-xlsx'), cell: (name) => link(name, 'xlsx') },
      ],
      { caption: t('exports.title'), empty: '' },
    )}
  `;
  return { kind: 'page', title: t('exports.title'), body };
}

/** Only what the account sees; the audit keeps that it was taken out. */
async function download(visit: Visit): Promise<Answer> {
  const { desk, params, scope, note } = visit;
  const seen = { scope, chamber: ownChamber(visit) };
  const [stem, format] = (params.file ?? '').split('.');
  const name = EXPORTS.find((one) => one === stem);
  if (!name || (format !== 'csv' && format !== 'xlsx')) return { kind: 'missing' };
  await note(`export-${format}`, name);
  if (format === 'csv')
    return {
      kind: 'file',
      name: `${name}.csv`,
      type: 'text/csv; charset=utf-8',
      body: desk.exports.csv(name, seen),
    };
  const workbook = await desk.exports.xlsx(name, seen);
  if (!workbook) return redirect('/console/exports', 'too-many-rows');
  return { kind: 'file', name: `${name}.xlsx`, type: XLSX, body: workbook };
}
