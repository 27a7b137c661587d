import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOLDERS } from '../../src/composition/paths.ts';
import type { NoticeKind } from '../../src/usecases/notice-book.ts';

/** A notice of the tests' own, and the flow that its buttons open. */
export const ERRAND: NoticeKind = {
  name: 'errand',
  category: 'utility',
  variables: ['thing', 'day'],
  options: ['done', 'later'],
  flow: 'errand',
};

const FLOW = `
flow: errand
start: which
steps:
  which:
    when: [{ if: { known: subject }, go: told }]
    otherwise: ask-which
  told:
    when: [{ if: { answer: choice, is: done }, go: done }]
    otherwise: later
  done: { say: done, next: leave }
  later: { say: later, next: leave }
  ask-which: { say: ask-which, next: leave }
  leave: { end: true }
`;

const TEXTS = {
  done: 'Anotado, ya hizo {{subject}}.',
  later: 'Bueno, {{subject}} queda para después.',
  'ask-which': '¿De cuál mandado me habla?',
};

const NOTICE = {
  errand: { text: 'Mañana es {{thing}}, {{day}}. ¿Ya?', options: { done: 'Ya lo hice', later: 'Más tarde' } },
};

/** The shipped flows and texts with the errand beside them, in a folder of their own. */
export function foldersWithErrand(): { flowsFolder: string; localesFolder: string } {
  const root = mkdtempSync(join(tmpdir(), 'errand-'));
  const [flowsFolder, localesFolder] = [join(root, 'flows'), join(root, 'locales')];
  cpSync(FOLDERS.flows, flowsFolder, { recursive: true });
  cpSync(FOLDERS.locales, localesFolder, { recursive: true });
  writeFileSync(join(flowsFolder, 'errand.yaml'), FLOW);
  const house = readFileSync(join(flowsFolder, 'house.yaml'), 'utf8');
  const entry = '  errand: [done, later]\n';
  const has = /^notices:.*\n/m.test(house);
  writeFileSync(
    join(flowsFolder, 'house.yaml'),
    has ? house.replace(/^notices:.*\n/m, (line) => line + entry) : `${house}\nnotices:\n${entry}`,
  );
  for (const locale of ['es', 'en']) {
    writeFileSync(join(localesFolder, locale, 'errand.json'), JSON.stringify(TEXTS));
    const file = join(localesFolder, locale, 'notices.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...NOTICE }));
  }
  return { flowsFolder, localesFolder };
}
