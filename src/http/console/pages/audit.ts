import { html } from '../../../adapters/html/html.ts';
import type { AuditEntry } from '../../../usecases/console/audit.ts';
import { instant, namesOf, PAGE_ROWS, pager, table } from '../parts.ts';
import type { Route, Visit } from '../route.ts';

export const auditRoutes: Route[] = [
  {
    method: 'get',
    path: '/audit',
    may: 'admin',
    async handle(visit: Visit) {
      const { t, desk, query } = visit;
      const names = await namesOf(desk);
      const found = await desk.audit.list({ limit: PAGE_ROWS + 1, after: query.after });
      const shown = found.slice(0, PAGE_ROWS);
      const next = found.length > PAGE_ROWS ? (shown.at(-1)?.id ?? null) : null;
      const columns = [
        { title: t('audit.at'), cell: ({ at }: AuditEntry) => instant(visit, at) },
        { title: t('audit.who'), cell: ({ who }: AuditEntry) => names.get(who) ?? who },
        { title: t('audit.what'), cell: ({ what }: AuditEntry) => what },
        { title: t('audit.record'), cell: ({ record }: AuditEntry) => html`<code>${record}</code>` },
      ];
      const words = { caption: t('audit.title'), empty: t('audit.empty') };
      const body = html`<p>${t('audit.about')}</p>${table(shown, columns, words)}${pager(visit, next)}`;
      return { kind: 'page', title: t('audit.title'), body };
    },
  },
];
