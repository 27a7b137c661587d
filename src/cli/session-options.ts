import { userInfo } from 'node:os';
import { type Place, SESSION_KINDS, type SessionKind } from '../domain/session.ts';
import { UsageFault } from './usage.ts';

const text = { type: 'string' } as const;

/** Who did it, where nobody says. */
const by = () => ({ type: 'string', default: `cli:${userInfo().username}` }) as const;

export function advisorOptions() {
  return {
    ...{ name: text, phone: text, chamber: text, territories: text, kinds: text, days: text, hours: text },
    ...{ buffer: text, 'max-a-day': text, address: text, link: text },
    all: { type: 'boolean', default: false },
    by: by(),
  } as const;
}

export function sessionOptions() {
  return {
    ...{ from: text, days: text, chamber: text, advisor: text, kind: text, territories: text },
    ...{
      at: text,
      every: text,
      times: text,
      rule: text,
      seats: text,
      address: text,
      link: text,
      message: text,
    },
    by: by(),
  } as const;
}

export function commaList(given: string): string[] {
  return given
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

/** Those that are an advisor's by nature where none are named. */
export function kindsOf(given: string | undefined): SessionKind[] {
  if (given === undefined) return [...SESSION_KINDS];
  return commaList(given).map(kindOf);
}

export function kindOf(given: string): SessionKind {
  const kind = SESSION_KINDS.find((one) => one === given);
  if (!kind) throw new UsageFault(`there is no kind ${given}: ${SESSION_KINDS.join(', ')}`);
  return kind;
}

export function wholeNumber(option: string, given: string): number {
  if (!/^\d{1,4}$/.test(given)) throw new UsageFault(`${option} takes a number, not ${given}`);
  return Number(given);
}

export function placeOf(given: { address?: string | undefined; link?: string | undefined }): Place {
  const { address = null, link = null } = given;
  if (link && !/^https?:\/\/\S+$/.test(link)) throw new UsageFault(`${link} is no link like https://…`);
  return { address, link };
}

/** What is given, without what is not. */
export function defined<T extends object>(given: T): { [name in keyof T]?: Exclude<T[name], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}

const WEEK = [
  ['mon', 'lun'],
  ['tue', 'mar'],
  ['wed', 'mie'],
  ['thu', 'jue'],
  ['fri', 'vie'],
  ['sat', 'sab'],
  ['sun', 'dom'],
];

/** `mon`, `lun-vie`, `tue,thu` as ISO weekdays. */
export function weekdaysOf(given: string): number[] {
  return commaList(given).flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(weekdayOf);
    if (to < from) throw new UsageFault(`${part} are no days of a week`);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

function weekdayOf(name: string): number {
  const place = WEEK.findIndex((names) => names.includes(name.toLowerCase().slice(0, 3)));
  if (place < 0) throw new UsageFault(`${name} is no day: mon … sun, or lun … dom`);
  return place + 1;
}
