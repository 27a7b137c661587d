/** What the pages' head leads to, in this order; a page's text is `console:nav.<key>`. */
export const NAV: { to: string; key: string; may: 'coordinator' | 'admin' }[] = [
  { to: '/console', key: 'home', may: 'coordinator' },
  { to: '/console/chats', key: 'chats', may: 'coordinator' },
  { to: '/console/screenings', key: 'screenings', may: 'coordinator' },
  { to: '/console/enrolments', key: 'enrolments', may: 'coordinator' },
  { to: '/console/sessions', key: 'sessions', may: 'coordinator' },
  { to: '/console/advisors', key: 'advisors', may: 'coordinator' },
  { to: '/console/events', key: 'events', may: 'coordinator' },
  { to: '/console/broadcasts', key: 'broadcasts', may: 'coordinator' },
  { to: '/console/certificates', key: 'certificates', may: 'coordinator' },
  { to: '/console/flows', key: 'flows', may: 'coordinator' },
  { to: '/console/data-requests', key: 'data-requests', may: 'coordinator' },
  { to: '/console/exports', key: 'exports', may: 'coordinator' },
  { to: '/console/audit', key: 'audit', may: 'admin' },
];
