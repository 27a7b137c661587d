import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadTexts } from '../../src/adapters/i18next/texts.ts';
import { explain } from '../../src/composition/plain-faults.ts';
import { loadScript } from '../../src/composition/script.ts';
import { copyVoice, type Voice } from '../support/voice.ts';

let voice: Voice;
beforeEach(() => {
  voice = copyVoice();
});
afterEach(() => voice.remove());

const MENU = 'flows/menu.yaml';

/** What a start would print; null where nothing is wrong. */
async function explained(): Promise<unknown> {
  try {
    loadScript(await loadTexts(voice.locales, 'America/Bogota'), { flows: voice.flows });
    return null;
  } catch (error) {
    return explain(error);
  }
}

it('is sound as it stands', async () => {
  expect(await explained()).toBeNull();
});

it('broken in its YAML is told with file and line', async () => {
  voice.change(MENU, 'options: [screening', 'options: [[screening');
  expect(await explained()).toMatch(/^The flows are broken:\n\S+menu\.yaml:\d+ .+\n {4}→ \S/);
});

it('broken in its steps is told with each step, its line and what to do', async () => {
  voice.change(MENU, 'hello: { say: hello, next: choose }', 'hello: { sing: hello }\n  bye: { say: Bye }');
  const told = await explained();
  for (const step of ['hello', 'bye'])
    expect(told).toContain(`menu.yaml:${voice.lineOf(MENU, `  ${step}: {`)} step "${step}": `);
  expect(told).toContain('→ A step has one of: ask, say, do,');
});

it('that leads nowhere and lacks a text is told with the step, its line and what to do', async () => {
  voice.change(MENU, 'questions: to-questions', 'questions: to-nowhere');
  voice.change('locales/en/menu.json', '"again"', '"agian"');
  const where = `menu.yaml:${voice.lineOf(MENU, '  choose:') + 1} step "choose": `;
  const told = await explained();
  expect(told).toContain(`${where}there is no step "to-nowhere" in this flow\n    → Write one of: `);
  expect(told).toContain(
    `${where}the text choose.again is missing in "en"\n    → Write it in locales/en/menu.json`,
  );
});

it('with a text that is no JSON is told with the file', async () => {
  voice.change('locales/es/menu.json', '"hello": ', '"hello" ');
  expect(await explained()).toContain('/locales/es/menu.json is not valid JSON');
});

it('without the file that names the first flow is told so', async () => {
  voice.change('flows/house.yaml', 'start: menu', 'start: nowhere');
  expect(await explained()).toContain('nowhere');
});
