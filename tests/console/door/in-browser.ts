/** The same in a browser: by buttons, with the keyboard, with script. */
import type { Browser } from 'playwright-core';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findByAxe } from '../proof/checks/look.ts';
import { MINUTE_MS, clock, endSessions, forms, pages } from './world.ts';

export function describeInBrowser(): void {
  describe.skipIf(!hasBrowser)('in a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(async () => {
      await browser.close();
    });

    it('signs in by a button and a choice, and out by another, on pages without a fault that axe finds', async () => {
      const page = await pages.signedInPage(browser, 'librarian', 390);
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      expect(await page.textContent('[role=status]')).toMatch(/You are signed in\s+Staff of/);
      for (const path of ['/', '/form', '/operators', '/sign-in', '/signed-out', '/nothing']) {
        await page.goto(`${pages.url}${path}`);
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        expect([path, overflow, await findByAxe(page)]).toEqual([path, 0, []]);
      }
      await page.getByRole('button', { name: 'Sign out' }).click();
      // To the issuer and back, at once.
      await page.waitForURL(`${pages.url}/signed-out`);

      expect(await page.textContent('h1')).toBe('You are signed out');
      expect(await page.getByRole('link', { name: 'Sign in' }).isVisible()).toBe(true);
      expect(complaints.filter((text) => !/40[34]/.test(text))).toEqual([]);
      await page.context().close();
    });

    it('has every entry of the navigation in sight at 320 pixels', async () => {
      const page = await pages.signedInPage(browser, 'operator', 320);
      const entries = await page.evaluate<readonly [string, boolean][]>(`
      [...document.querySelectorAll('header a, header button')]
        .filter((one) => one.checkVisibility())
        .map((one) => [one.textContent.trim(), one.getBoundingClientRect().right <= innerWidth])`);

      expect(entries.map(([text]) => text)).toEqual(
        expect.arrayContaining(['Sign out', 'Find', 'Libraries', 'Systems', 'Compare', 'Operate', 'Help']),
      );
      expect(entries.filter(([, inSight]) => !inSight)).toEqual([]);
      await page.context().close();
    });

    it('keeps what was typed when a session ends in the middle of a form', async () => {
      const page = await pages.signedInPage(browser, 'reader');
      await endSessions();
      await page.evaluate(`(() => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = '/form';
      form.innerHTML = '<input name="note" value="what was typed">';
      form.append(document.querySelector('[name=_csrf]').cloneNode());
      document.body.append(form);
      form.submit();
    })()`);
      await page.waitForURL(`${pages.url}/sign-in`);
      await page.getByRole('button', { name: 'Go to the sign-in service' }).click();
      await page.locator('a[href*="login_hint=reader"]').click();
      await page.waitForURL(`${pages.url}/form`);

      expect(await page.textContent('main')).toContain('Typed note=what+was+typed.');
      expect(await page.textContent('body')).toContain('Your form was not sent yet, so nothing was done.');
      expect(await findByAxe(page)).toEqual([]);
      expect(forms.sent).toEqual([]);
      await page.context().close();
    });

    it('warns before a session ends, and puts the end off for whoever wants it', async () => {
      const page = await pages.signedInPage(browser, 'reader');
      const dialog = page.getByRole('dialog');
      /** For the page and for the server. */
      const wait = async (ms: number): Promise<void> => {
        clock.later += ms;
        await page.clock.fastForward(ms);
      };
      await page.clock.install();
      await page.goto(`${pages.url}/find`);
      await page.focus('#words');
      await page.keyboard.type('half a word');
      const until = await page.textContent('[data-session-until]');
      await wait(20 * MINUTE_MS);
      expect(await dialog.isVisible()).toBe(false);
      await wait(8.5 * MINUTE_MS);

      await dialog.waitFor();
      expect(await dialog.textContent()).toMatch(/You will be signed out at \d\d:\d\d, because/);
      expect(await findByAxe(page)).toEqual([]);
      expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Stay signed in');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden' });
      expect(await page.evaluate<string>('document.activeElement.id + document.activeElement.value')).toBe(
        'wordshalf a word',
      );
      expect(await page.textContent('[data-session-until]')).not.toBe(until);
      await wait(28.5 * MINUTE_MS);
      await dialog.waitFor();
      await wait(2 * MINUTE_MS);
      await dialog.getByText('Your session has ended.').waitFor();
      expect(await dialog.getByRole('button', { name: 'Stay signed in' }).isVisible()).toBe(false);
      expect(await page.inputValue('#words')).toBe('half a word');
      await page.context().close();
    });
  });
}
