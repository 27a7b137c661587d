import { randomUUID } from 'node:crypto';
import { type Html, html } from '../../../adapters/html/html.ts';
import type { Certificate } from '../../../domain/certificate.ts';
import { shownCode } from '../../../domain/certificate-code.ts';
import { type Missing, requirementFor, whatIsMissing } from '../../../domain/certificate-rule.ts';
import { type Enrolment, minutesOf } from '../../../domain/enrolment.ts';
import { hoursInWords } from '../../../usecases/certificates/hours-in-words.ts';
import { isTheirs } from '../certificate-desk.ts';
import { form, input, instant, namesOf } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';
import { stateMark } from './certificates.ts';

const AT = '/certificates/enrolments/:id';

/** The certificates of one enrolment: what is missing, and what a coordinator may do. */
export const certificateRoutes: Route[] = [
  { method: 'get', path: AT, may: 'coordinator', handle: page },
  { method: 'post', path: `${AT}/issue`, may: 'coordinator', handle: issue },
  { method: 'post', path: `${AT}/send`, may: 'coordinator', handle: send },
  { method: 'post', path: `${AT}/revoke`, may: 'coordinator', handle: revoke },
  { method: 'get', path: `${AT}/pdf`, may: 'coordinator', handle: pdf },
];

const LONGEST_REASON = 300;
/** Versions of one enrolment's certificate: more than a name is ever changed. */
const MOST_VERSIONS = 20;

async function find(visit: Visit): Promise<Enrolment | null> {
  const enrolment = await visit.desk.certificates.enrolment(visit.params.id ?? '');
  return enrolment && isTheirs(visit, enrolment.chamber) ? enrolment : null;
}

async function page(visit: Visit): Promise<Answer> {
  const { t, desk, locale } = visit;
  const enrolment = await find(visit);
  if (!enrolment) return { kind: 'missing' };
  const { certificates, rule } = desk.certificates;
  const { requirement, whose } = requirementFor(rule, enrolment.chamber);
  const missing = whatIsMissing(enrolment, requirement);
  const [versions, people, chambers] = await Promise.all([
    certificates.list({ enrolmentId: enrolment.id }, { limit: MOST_VERSIONS }),
    namesOf(desk),
    desk.chambers(),
  ]);
  const [latest] = versions.certificates;
  const { name, businessName, chamber } = enrolment;
  const body = html`
    <dl class="facts">
      <dt>${t('console-certificates:business')}</dt><dd>${businessName ?? '—'}</dd>
      <dt>${t('home.chamber')}</dt><dd>${chambers.find(({ id }) => id === chamber)?.name ?? chamber}</dd>
      <dt>${t('console-certificates:hours')}</dt><dd>${hoursInWords(desk.texts, locale, minutesOf(enrolment))}</dd>
    </dl>
    <h2>${t(`console-certificates:rule.${whose}`)}</h2>
    ${
      missing.length === 0
        ? html`<p>${t('console-certificates:earned')}</p>`
        : html`<p>${t('console-certificates:missing')}</p><ul>${missing.map((part) => html`<li>${missingText(visit, part)}</li>`)}</ul>`
    }
    ${actions(visit, enrolment, { latest, isEarned: missing.length === 0 })}
    <h2>${t('console-certificates:versions')}</h2>
    ${
      versions.certificates.length === 0
        ? html`<p class="empty">${t('console-certificates:none-yet')}</p>`
        : html`<ol class="reasons" reversed>${versions.certificates.map((one) => html`<li>${version(visit, one, people)}</li>`)}</ol>`
    }
  `;
  return { kind: 'page', title: name ?? t('console-certificates:deleted'), body };
}

export function missingText({ t, desk, locale }: Visit, part: Missing): string {
  const plain = (text: string) => text.replace(/^• /, '');
  if (part.kind === 'stage') return t(`certificate:stages.${part.stage}`);
  if (part.kind !== 'hours') return plain(t(`certificate:lines.${part.kind}`));
  const words = (minutes: number) => hoursInWords(desk.texts, locale, minutes);
  return plain(t('certificate:lines.hours', { left: words(part.minutes), of: words(part.of) }));
}

function actions(
  visit: Visit,
  { id }: Enrolment,
  { latest, isEarned }: { latest: Certificate | undefined; isEarned: boolean },
): Html {
  const { t } = visit;
  const at = (verb: string) => `/console/certificates/enrolments/${id}/${verb}`;
  const stands = latest?.status === 'valid' && latest.signed !== null;
  const again = latest ? html`<input type="hidden" name="again" value="1" />` : null;
  const verb = latest ? 'issue-again' : 'issue';
  return html`
    <div class="buttons">
      ${stands && html`<a class="button" href=${at('pdf')}>${t('console-certificates:open-pdf')}</a>`}
      ${
        stands &&
        form(
          visit,
          at('send'),
          html`<input type="hidden" name="key" value=${randomUUID()} /><button class="quiet">${t('console-certificates:send')}</button>`,
        )
      }
      ${isEarned && form(visit, at('issue'), html`${again}<button class=${stands && 'quiet'}>${t(`console-certificates:${verb}`)}</button>`)}
    </div>
    ${
      stands &&
      html`<details>
        <summary>${t('console-certificates:revoke')}</summary>
        ${form(
          visit,
          at('revoke'),
          html`
            <p class="hint">${t('console-certificates:revoke-hint')}</p>
            ${input({ name: 'reason', label: t('console-certificates:reason'), required: true, maxlength: LONGEST_REASON })}
            <button class="quiet danger">${t('console-certificates:revoke-do')}</button>
          `,
        )}
      </details>`
    }
  `;
}

function version(visit: Visit, one: Certificate, people: Map<string, string>): Html {
  const { t, desk, locale } = visit;
  const who = (by: string) => people.get(by) ?? by;
  const { signed, revoked, told } = one;
  return html`
    ${stateMark(visit, one)} <a href=${`/certificates/${shownCode(one.code)}`}><code>${shownCode(one.code)}</code></a>${' · '}${signed?.statement.name ?? t('console-certificates:deleted')} · ${hoursInWords(desk.texts, locale, one.minutes)}
    <br />${t('console-certificates:issued-by', { who: who(one.issuedBy) })} ${instant(visit, one.issuedAt)}
    ${told && html`<br />${t('console-certificates:told')} ${instant(visit, told.at)}`}
    ${revoked && html`<br />${t('console-certificates:revoked-by', { who: who(revoked.by) })} ${instant(visit, revoked.at)}: «${revoked.reason}»`}
  `;
}

async function issue(visit: Visit): Promise<Answer> {
  const { desk, account, form: given } = visit;
  const enrolment = await find(visit);
  if (!enrolment) return { kind: 'missing' };
  const again = given.again === '1';
  const issued = await desk.certificates.issue({ enrolmentId: enrolment.id, by: account.id, again });
  const said =
    issued.kind === 'issued' || issued.kind === 'known' ? 'certificate-issued' : 'certificate-missing';
  return redirect(placeOf(enrolment), said);
}

async function send(visit: Visit): Promise<Answer> {
  const { desk, account, note, form: given } = visit;
  const { enrolment, latest } = await latestOf(visit);
  if (!enrolment) return { kind: 'missing' };
  if (latest?.status !== 'valid') return redirect(placeOf(enrolment), 'not-found');
  // The form's own key: sent twice by a double click it is one message.
  const key = /^[0-9a-f-]{36}$/.test(given.key ?? '') ? given.key : 'again';
  const notified = await desk.certificates.send(latest, `${account.id}-${key}`);
  if (notified.kind !== 'written') return redirect(placeOf(enrolment), 'unwanted');
  await note('certificate.sent', latest.id);
  return redirect(placeOf(enrolment), 'certificate-sent');
}

async function revoke(visit: Visit): Promise<Answer> {
  const { desk, account, form: given } = visit;
  const { enrolment, latest } = await latestOf(visit);
  if (!enrolment) return { kind: 'missing' };
  const reason = given.reason?.trim().slice(0, LONGEST_REASON);
  if (!reason) return redirect(placeOf(enrolment), 'empty');
  const revoked = { at: desk.clock(), by: account.id, reason };
  const done = latest && (await desk.certificates.certificates.revoke(latest.id, revoked));
  return redirect(placeOf(enrolment), done ? 'certificate-revoked' : 'decided-before');
}

async function pdf(visit: Visit): Promise<Answer> {
  const { desk, note } = visit;
  const { latest } = await latestOf(visit);
  const body = latest?.status === 'valid' ? await desk.certificates.pdf(latest) : null;
  if (!latest || !body) return { kind: 'missing' };
  await note('certificate.opened', latest.id);
  return { kind: 'file', name: `${shownCode(latest.code)}.pdf`, type: 'application/pdf', body, inline: true };
}

async function latestOf(visit: Visit): Promise<{ enrolment: Enrolment | null; latest: Certificate | null }> {
  const enrolment = await find(visit);
  if (!enrolment) return { enrolment, latest: null };
  return { enrolment, latest: await visit.desk.certificates.certificates.latestOf(enrolment.id) };
}

function placeOf({ id }: Enrolment): string {
  return `/console/certificates/enrolments/${id}`;
}
