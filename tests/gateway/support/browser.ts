/** A real browser for tests of pages; where there is none, tests that need one are skipped, saying so. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, LaunchOptions, Page } from 'playwright-core';

export const browserPath = process.env['MERCIA_CHROMIUM'] ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(browserPath);

export async function launchBrowser(options: Pick<LaunchOptions, 'ignoreDefaultArgs'> = {}): Promise<Browser> {
  return chromium.launch({
    ...options,
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface WatchedPage {
  readonly page: Page;
  /** Addresses that were asked for outside the allowed origins. */
  readonly foreign: readonly string[];
  /** Errors and warnings of the page. */
  readonly complaints: readonly string[];
}

export async function openPage(browser: Browser, allowedOrigins: readonly string[]): Promise<WatchedPage> {
  const page = await browser.newPage();
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && !allowedOrigins.includes(url.origin)) foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, foreign, complaints };
}
