import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IdentityProvider } from '#simulators/identity-provider/index.ts';
import { browserPath, hasBrowser, launchBrowser, openPage } from './support/browser.ts';
import type { WatchedPage } from './support/browser.ts';
import { CLIENT, startProvider, startSigningIn, toIssuer } from './support/signing-in.ts';
import type { SigningInGraph } from './support/signing-in.ts';

let provider: IdentityProvider;
let graph: SigningInGraph;
beforeAll(async () => {
  provider = await startProvider();
  graph = await startSigningIn({
    issuers: [toIssuer(provider)],
    patrons: async () => ({
      data: { me: graph.heard.at(-1)?.context.role === 'patron' ? { id: 'region:patron:of-the-token' } : null },
    }),
    explorer: { query: '{ me { id } }', signIn: { issuer: provider.issuer, clientId: CLIENT } },
  });
});
afterAll(async () => {
  await graph.close();
  await provider.close();
});

it("the explorer's policy lets it ask who signs in, and nobody else", async () => {
  const { headers } = await fetch(graph.url, { headers: { accept: 'text/html' } });

  expect(headers.get('content-security-policy')).toContain(`connect-src 'self' ${provider.issuer};`);
});

describe.skipIf(!hasBrowser)(`signing in with a browser (skipped where ${browserPath} is absent)`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function open(): Promise<WatchedPage> {
    const watched = await openPage(browser, [new URL(graph.url).origin, provider.issuer]);
    await watched.page.goto(graph.url);
    await watched.page.waitForSelector('.graphiql-container');
    return watched;
  }

  it('asks as the public first, as a person after the issuer’s page, and as the public after signing out', async () => {
    const { page, foreign, complaints } = await open();
    const bar = page.getByRole('banner');
    /** Runs the query that the editor shows, and waits until the page shows this answer. */
    const asks = async (me: string): Promise<void> => {
      await page.click('button.graphiql-execute-button');
      await page.locator('.result-window', { hasText: me }).waitFor();
    };
    const publicly = '"me": null';
    const asTheReader = '"id": "region:patron:of-the-token"';

    expect(await bar.getByRole('status').textContent()).toBe('You ask as the public.');
    await asks(publicly);

    await bar.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Sign in to the demonstration' }).waitFor();
    expect(await page.getByRole('row').allInnerTexts()).toEqual([
      'Library\tCard number\tPIN',
      'Wyre Library\t21001004711\t7391 <wyre>',
    ]);
    await page.getByRole('link', { name: 'Dr Rowan Quillfeather' }).click();
    await bar.getByText('You ask as Dr Rowan Quillfeather.').waitFor();
    await page.waitForSelector('.graphiql-container');

    expect(page.url()).toBe(graph.url);
    await asks(asTheReader);
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);

    await bar.getByRole('button', { name: 'Sign out' }).click();
    await bar.getByText('You ask as the public.').waitFor();
    await page.waitForSelector('.graphiql-container');

    await asks(publicly);
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await page.close();
  });

  it('is over with the page: its token is in no storage', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Dr Rowan Quillfeather' }).click();
    await page.getByText('You ask as Dr Rowan Quillfeather.').waitFor();

    await page.reload();

    await page.getByText('You ask as the public.').waitFor();
    await page.close();
  });

  it('is not done by a code that somebody else sends along', async () => {
    const { page } = await open();

    await page.goto(`${graph.url}?code=stolen&state=other`);
    await page.getByText('Signing in failed. Try it once more.').waitFor();

    expect(page.url()).toBe(graph.url);
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await page.close();
  });
});
