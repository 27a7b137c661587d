import { accountRoutes } from './pages/account.ts';
import { advisorRoutes } from './pages/advisor.ts';
import { advisorsRoutes } from './pages/advisors.ts';
import { auditRoutes } from './pages/audit.ts';
import { broadcastRoutes } from './pages/broadcast.ts';
import { broadcastLedgerRoutes } from './pages/broadcast-ledger.ts';
import { broadcastsRoutes } from './pages/broadcasts.ts';
import { certificateRoutes } from './pages/certificate.ts';
import { certificateBatchRoutes } from './pages/certificate-batches.ts';
import { certificatesRoutes } from './pages/certificates.ts';
import { chatRoutes } from './pages/chat.ts';
import { chatsRoutes } from './pages/chats.ts';
import { contactRoutes } from './pages/contact.ts';
import { dataRequestRoutes } from './pages/data-requests.ts';
import { enrolmentRoutes } from './pages/enrolment.ts';
import { enrolmentsRoutes } from './pages/enrolments.ts';
import { eventRoutes } from './pages/event.ts';
import { eventDoorRoutes } from './pages/event-door.ts';
import { eventsRoutes } from './pages/events.ts';
import { exportRoutes } from './pages/exports.ts';
import { flowRoutes } from './pages/flows.ts';
import { gapRoutes } from './pages/gaps.ts';
import { homeRoutes } from './pages/home.ts';
import { importRoutes } from './pages/import.ts';
import { liveRoutes } from './pages/live.ts';
import { newSessionRoutes } from './pages/new-session.ts';
import { screeningRoutes } from './pages/screening.ts';
import { screeningsRoutes } from './pages/screenings.ts';
import { sessionRoutes } from './pages/session.ts';
import { sessionsRoutes } from './pages/sessions.ts';
import { signInRoutes } from './pages/sign-in.ts';
import { whatIfRoutes } from './pages/what-if.ts';
import type { Route } from './route.ts';

/** Every page: a file in `pages/` that exports its routes, a line here, and a line in `nav.ts` where the head leads to it. */
export const ROUTES: Route[] = [
  ...signInRoutes,
  ...homeRoutes,
  ...chatsRoutes,
  ...chatRoutes,
  ...screeningsRoutes,
  ...screeningRoutes,
  ...whatIfRoutes,
  ...certificatesRoutes,
  ...certificateRoutes,
  ...certificateBatchRoutes,
  ...flowRoutes,
  ...gapRoutes,
  ...contactRoutes,
  ...dataRequestRoutes,
  ...enrolmentsRoutes,
  ...importRoutes,
  ...enrolmentRoutes,
  ...sessionsRoutes,
  ...newSessionRoutes,
  ...sessionRoutes,
  ...advisorsRoutes,
  ...advisorRoutes,
  ...eventsRoutes,
  ...eventRoutes,
  ...eventDoorRoutes,
  ...broadcastsRoutes,
  ...broadcastRoutes,
  ...broadcastLedgerRoutes,
  ...exportRoutes,
  ...auditRoutes,
  ...accountRoutes,
  ...liveRoutes,
];
