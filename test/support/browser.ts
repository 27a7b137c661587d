import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { chromiumPath } from './chromium.ts';

export const executablePath = chromiumPath();
export const DESKTOP = { viewport: { width: 1280, height: 860 } };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

export type OpenPages = {
  open(address: string, options: BrowserContextOptions): Promise<Page>;
  /** What a test expects a page to complain of. */
  forgive(words: string): void;
};

/** A Chromium for the tests of a `describe`: what a page complains of fails the test that opened it. */
export function useBrowser(settings: { timeoutMs: number; unless: string }): OpenPages {
  let browser: Browser;
  let faults: string[] = [];
  let pages: Page[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });
  afterAll(async () => await browser?.close());
  beforeEach(() => {
    faults = [];
    pages = [];
  });
  afterEach(async () => {
    for (const page of pages) await page.context().close();
    expect(faults).toEqual([]);
  });
  return {
    async open(address, options) {
      const context = await browser.newContext({ locale: 'es-CO', ...options });
      const page = await context.newPage();
      pages.push(page);
      page.setDefaultTimeout(settings.timeoutMs);
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (entry) => {
        if (entry.type() === 'error' && !entry.text().includes(settings.unless)) faults.push(entry.text());
      });
      await page.goto(address);
      return page;
    },
    forgive(words) {
      faults = faults.filter((fault) => !fault.includes(words));
    },
  };
}

type Violation = { id: string; impact: string; nodes: { html: string }[] };

/** What axe-core finds. It runs in the page’s world, past its policy on scripts. */
export async function axeFaults(page: Page): Promise<Violation[]> {
  await page.evaluate(AXE);
  return (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[];
}

/** What keeps people out. */
export async function seriousFaults(page: Page): Promise<string[]> {
  return (await axeFaults(page))
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
