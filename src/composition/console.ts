import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastWeeks } from '../adapters/calendar/weeks.ts';
import { hashPassword, isPassword } from '../adapters/crypto/passwords.ts';
import { faqDraftYaml } from '../adapters/files/faq-draft-file.ts';
import { loadUnderstanding } from '../adapters/files/understanding-files.ts';
import { createAccounts } from '../adapters/mongo/accounts.ts';
import { createAudit } from '../adapters/mongo/audit.ts';
import { readConsents, readHandoffs } from '../adapters/mongo/contact-file.ts';
import { exporters, rowsInScope, rowsOfChamber } from '../adapters/mongo/exports.ts';
import { createFaqDrafts } from '../adapters/mongo/faq-drafts.ts';
import { createFunnelCounts } from '../adapters/mongo/funnel-counts.ts';
import { readHistory } from '../adapters/mongo/history.ts';
import { createInbox } from '../adapters/mongo/inbox.ts';
import { createNotes } from '../adapters/mongo/notes.ts';
import { personalSections } from '../adapters/mongo/personal-data.ts';
import { createScreeningDesk } from '../adapters/mongo/screening-desk.ts';
import { createConsoleSessions } from '../adapters/redis/console-sessions.ts';
import { createSignInLimits } from '../adapters/redis/sign-in-limits.ts';
import { csv } from '../adapters/sheets/csv-writer.ts';
import { columnsOf } from '../adapters/sheets/flat.ts';
import { xlsx } from '../adapters/sheets/xlsx.ts';
import { clusterGaps } from '../flow/understanding/gaps.ts';
import { CHAMBER_EXPORTS, type Desk, type ExportName, type Seen } from '../http/console/desk.ts';
import { eraseContact } from '../usecases/console/erase-contact.ts';
import { type Counted, funnelOf } from '../usecases/console/funnel.ts';
import { reviewScreening } from '../usecases/console/review-screening.ts';
import { giveBack, replyAsPerson, takeOver } from '../usecases/console/take-over.ts';
import { writeFirst } from '../usecases/console/write-first.ts';
import { answerRequest } from '../usecases/data-rights/answer-request.ts';
import { certificateDesk } from './certificate-door.ts';
import { accompanimentOf } from './console-accompaniment.ts';
import { broadcastDeskOf } from './console-broadcasts.ts';
import { flowDesk } from './console-flows.ts';
import type { House } from './house.ts';
import { FOLDERS } from './paths.ts';
import { remembered } from './remembered.ts';

/** Counting a season's weeks again for everybody who opens the first page would be work for nothing. */
const FUNNEL_MS = 30_000;
const FLOWS_MS = 15_000;
const GAPS_MS = 60_000;

/** What the console's pages stand on, over the house's own ports. */
export function deskOf(house: House): Desk {
  const { config, secrets, ports, records, redis, vault, texts, signals, takingOver, conversing } = house;
  const { models } = records;
  const inbox = createInbox(models, vault);
  const screenings = createScreeningDesk(models, vault);
  const counts = createFunnelCounts(models);
  const { model } = loadUnderstanding(FOLDERS.data);
  const funnel = remembered(FUNNEL_MS, (key: string) => {
    const [weeks, counted] = JSON.parse(key) as [number, Counted];
    return funnelOf(counts, lastWeeks(ports.clock(), weeks, config.timeZone), counted);
  });
  const gaps = remembered(GAPS_MS, async (_key: string) => {
    const { concepts, speller } = model;
    return clusterGaps(await ports.gaps.list(), { concepts, speller, least: 1 });
  });
  return {
    texts,
    clock: ports.clock,
    timeZone: config.timeZone,
    secure: house.publicUrl.startsWith('https:'),
    sign: (text) => createHmac('sha256', `console/${secrets.secretKey}`).update(text).digest('base64url'),
    accounts: createAccounts(models, { hash: hashPassword, matches: isPassword }),
    sessions: createConsoleSessions(redis),
    limits: createSignInLimits(redis),
    audit: createAudit(models),
    chambers: () => ports.chambers.list(),
    inbox,
    notes: createNotes(models, vault),
    takeovers: takingOver.takeovers,
    takeOver: (wish) => takeOver(takingOver, wish),
    reply: (reply) => replyAsPerson(takingOver, reply),
    writeFirst: (wish) => writeFirst({ ...takingOver, notifying: house.notifying }, wish),
    giveBack: (takeover, reason) => giveBack(takingOver, takeover, reason),
    history: (page) => readHistory(models, vault, page),
    contact: (id) => ports.contacts.get(id),
    findContact: (identity) => ports.contacts.find(identity),
    optOut: (id) => ports.contacts.update(id, { optedOut: 'everything' }),
    conversation: (id) => ports.conversations.load(id),
    consents: (id) => readConsents(models, id),
    handoffs: (id) => readHandoffs(models, id),
    sections: personalSections(models, vault).filter(({ name }) => !SHOWN_ELSEWHERE.includes(name)),
    dataRequests: ports.dataRequests,
    workingDaysLeft: (day) => ports.businessDays.left(ports.clock(), day),
    answerRequest: (request) => answerRequest(ports, request),
    erase: (wish) => eraseContact(house, wish),
    signals,
    screenings,
    review: (wish) =>
      reviewScreening(
        { ports, notifying: house.notifying, screenings, closeReviewTicket: inbox.closeReviewTicket },
        wish,
      ),
    rubric: conversing.rubric,
    funnel: (weeks, counted) => funnel(JSON.stringify([weeks, counted])),
    flows: flowDesk(house, FLOWS_MS),
    gaps: () => gaps(''),
    certificates: certificateDesk(house),
    faqDrafts: { ...createFaqDrafts(models), yaml: faqDraftYaml },
    exports: exportsOf(house),
    accompaniment: accompanimentOf(house),
    broadcasts: broadcastDeskOf(house),
    assets: ASSETS,
  };
}

function exportsOf({ records, vault }: House): Desk['exports'] {
  const { models } = records;
  const all = exporters(models, vault);
  const rows = (name: ExportName, { scope, chamber }: Seen) =>
    CHAMBER_EXPORTS.some((one) => one === name)
      ? rowsOfChamber(all[name](), chamber)
      : rowsInScope(models, all[name](), {
          scope,
          idOf: (row) => (name === 'contacts' ? row.id : row.contactId),
        });
  return {
    async *csv(name, seen) {
      yield* csv(await columnsOf(rows(name, seen)), rows(name, seen));
    },
    xlsx: (name, seen) => xlsx(rows(name, seen)),
  };
}

/** A contact's page has places of its own for these. */
const SHOWN_ELSEWHERE = ['identities', 'consents', 'screenings', 'messages'];

const own = (file: string) => join(FOLDERS.consoleAssets, file);

const ASSETS = {
  'console.css': own('console.css'),
  'pages.css': own('pages.css'),
  'route.css': own('route.css'),
  'console.js': own('console.js'),
  'icon.svg': own('icon.svg'),
  'htmx.js': fileURLToPath(import.meta.resolve('htmx.org/dist/htmx.min.js')),
};
