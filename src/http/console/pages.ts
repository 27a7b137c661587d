import { accountRoutes } from './pages/account.ts';
import { auditRoutes } from './pages/audit.ts';
import { chatRoutes } from './pages/chat.ts';
import { chatsRoutes } from './pages/chats.ts';
import { contactRoutes } from './pages/contact.ts';
import { dataRequestRoutes } from './pages/data-requests.ts';
import { exportRoutes } from './pages/exports.ts';
import { flowRoutes } from './pages/flows.ts';
import { gapRoutes } from './pages/gaps.ts';
import { homeRoutes } from './pages/home.ts';
import { liveRoutes } from './pages/live.ts';
import { screeningRoutes } from './pages/screening.ts';
import { screeningsRoutes } from './pages/screenings.ts';
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
  ...flowRoutes,
  ...gapRoutes,
  ...contactRoutes,
  ...dataRequestRoutes,
  ...exportRoutes,
  ...auditRoutes,
  ...accountRoutes,
  ...liveRoutes,
];
