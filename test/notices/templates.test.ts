import { beforeAll, expect, it } from 'vitest';
import { readFlowFiles } from '../../src/adapters/files/flow-files.ts';
import { loadTemplates } from '../../src/adapters/files/templates-file.ts';
import { type LoadedTexts, loadTexts } from '../../src/adapters/i18next/texts.ts';
import { problemsOf } from '../../src/composition/notices.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import { readConfig } from '../../src/config.ts';
import type { House } from '../../src/flow/definition.ts';
import { ERRAND, foldersWithErrand } from '../support/errand.ts';

let texts: LoadedTexts;
let house: House;
beforeAll(async () => {
  const folders = foldersWithErrand();
  texts = await loadTexts(folders.localesFolder, 'America/Bogota');
  const read = readFlowFiles(folders.flowsFolder).house;
  if (!read) throw new Error('the flows are broken');
  house = read;
});

it('every declared notice fits its texts and the flow its buttons open', () => {
  const problems = loadTemplates(FOLDERS.data).flatMap((kind) => problemsOf(kind, texts, house));
  expect(problems).toEqual([]);
});

it.each([
  ['a variable that its text shows is not declared', { variables: ['thing'] }, /\{\{day\}\}/],
  ['a button has no words', { options: ['done', 'never'] }, /options\.never is missing/],
  ['a button opens nothing', { flow: 'nowhere' }, /no done under notices\.nowhere/],
  ['it has no text', { name: 'nameless', options: [] }, /text is missing/],
])('is refused where %s', (_what, change, said) => {
  expect(problemsOf(ERRAND, texts, house)).toEqual([]);
  expect(problemsOf({ ...ERRAND, ...change }, texts, house).join('\n')).toMatch(said);
});

it('takes Content SIDs by name and language, and names what it cannot read', () => {
  const sid = `HX${'a'.repeat(32)}`;
  const env = { NODE_ENV: 'test', DATA_DIR: '/nowhere', SECRET_KEY: 's', ENCRYPTION_KEY: 'e' };
  const read = (TWILIO_TEMPLATES: string) => readConfig({ ...env, NODE_ENV: 'production', TWILIO_TEMPLATES });
  expect(() => read(`errand:es=${sid}, errand=${sid}`)).toThrow(/"errand=HXa+" is not name:language/);
  expect(() => read('errand:es=HX12')).toThrow(/TWILIO_TEMPLATES/);
});
