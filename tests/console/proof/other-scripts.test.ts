/**
 * Titles in Arabic and Hebrew, of real records, on the pages where people meet titles: each is read in its own language and from its own
 * side, and no page gets too wide. Their catalogues write them in their own letters (245), as libraries do where people read these.
 */
import { isControlField, type MarcRecord } from '#marc/marc-record.ts';
import { DEMO_CARDS } from '#demo/readers.ts';
import { readRecords } from '#simulators/read-records.ts';
import { addBiblio, addItem, checkOut, placeHold } from '#simulators/koha/world.ts';
import { startComparedRegion, type ComparedRegion } from '#tests/comparison/support/compared-region.ts';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDemoConsole, type DemoConsole } from '../support/console.ts';
import { linkCards } from '../support/prepare-pages.ts';
import { findByAxe } from './checks/look.ts';

const FILES = {
  ara: 'internetarchive+openlibrary/openlibrary/catalog/marc/tests/test_data/bin_input/880_arabic_french_many_linkages.mrc',
  heb: 'traject+traject/test/test_support/hebrew880s.marc',
} as const;
type Language = keyof typeof FILES;
const LETTERS = { ara: /\p{Script=Arabic}/u, heb: /\p{Script=Hebrew}/u } as const;
const LIBRARY = 'severnhythe';
const WIDTHS = [1280, 320] as const;

/** The records with what stands for 245 in their own script in its place. */
function inOwnScript(marc: MarcRecord, language: Language): MarcRecord | null {
  const own = marc.fields.find(
    (field) =>
      field.tag === '880' &&
      !isControlField(field) &&
      field.subfields.some(({ code, value }) => code === '6' && value.startsWith('245')) &&
      field.subfields.some(({ code, value }) => code === 'a' && LETTERS[language].test(value)),
  );
  if (own === undefined || isControlField(own)) return null;
  const title = { ...own, tag: '245', subfields: own.subfields.filter(({ code }) => code !== '6') };
  const fields = marc.fields.flatMap((field) => (field.tag === '245' ? [title] : field.tag === '880' ? [] : [field]));
  return { ...marc, fields: fields.map((field) => withLanguage(field, language)) };
}

/** What is catalogued under several languages counts as that of its title here. */
function withLanguage(field: MarcRecord['fields'][number], language: Language): MarcRecord['fields'][number] {
  if (field.tag !== '008' || !isControlField(field)) return field;
  return { ...field, value: field.value.slice(0, 35) + language + field.value.slice(38) };
}

async function recordsOf(language: Language): Promise<readonly MarcRecord[]> {
  const found: MarcRecord[] = [];
  await readRecords(sharedPath('data', 'marc', FILES[language]), (marc) => {
    const own = inOwnScript(marc, language);
    if (own !== null) found.push(own);
    return 0;
  });
  return found;
}

/** In the page: texts with letters of these scripts that stand in no title of that language, read from the right. */
const MISREAD = `(() => {
  const letters = /[\\u0590-\\u05ff\\u0600-\\u06ff]/;
  const found = [];
  const walk = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) walk(node.shadowRoot);
      // What only an older browser shows has no style here.
      if (getComputedStyle(node).display === '') continue;
      for (const child of node.childNodes) {
        if (child.nodeType !== 3 || !letters.test(child.data)) continue;
        const [title, side] = [node.closest('bdi[lang]'), node.closest('bdi')];
        if (title === null || !/^(ar|he)$/.test(title.lang) || getComputedStyle(side).direction !== 'rtl')
          found.push(node.localName + ': ' + child.data.trim().slice(0, 80));
      }
    }
  };
  walk(document.querySelector('main'));
  return found;
})()`;
/** How many titles of the two languages stand in the page. */
const TITLES = `(() => {
  const count = (root) => [...root.querySelectorAll('*')].reduce((sum, node) => sum + (node.shadowRoot ? count(node.shadowRoot) : 0),
    root.querySelectorAll('bdi[lang=ar], bdi[lang=he]').length);
  return count(document);
})()`;

describe.skipIf(!hasBrowser || !sharedAvailable)('titles in Arabic and Hebrew', () => {
  let region: ComparedRegion;
  let pages: DemoConsole;
  let browser: Browser;

  beforeAll(async () => {
    region = await startComparedRegion();
    const { world } = region.graph.simulator('koha-a');
    const card = DEMO_CARDS.find(({ library, person }) => library === LIBRARY && person === 'reader');
    const reader = [...world.patrons.values()].find(({ cardnumber }) => cardnumber === card?.card);
    if (reader === undefined) throw new Error('the reader has no card');
    for (const language of ['ara', 'heb'] as const) {
      const [first, ...more] = await recordsOf(language);
      if (first === undefined) throw new Error(`there is no record in ${language}`);
      for (const marc of [first, ...more.slice(0, 4)]) {
        const { biblio_id } = addBiblio(world, { marc });
        const copy = { biblio_id, home_library_id: 'MAIN', item_type_id: 'BK', callnumber: 'W 1' };
        const { item_id } = addItem(world, { ...copy, external_id: `script-${language}-${String(biblio_id)}` });
        // It is to be mended.
        addItem(world, { ...copy, external_id: null });
        if (marc !== first) continue;
        checkOut(world, { item_id, patron_id: reader.patron_id, days: 5 });
        placeHold(world, { biblio_id, patron_id: reader.patron_id, pickup_library_id: 'MAIN' });
      }
    }
    await region.graph.harvest(['koha-a'], 'full');
    await region.takeSnapshot('now');
    pages = await openDemoConsole(region.graph);
    await linkCards(await pages.signedIn('reader'));
    browser = await launchBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await pages.close();
    await region.close();
  });

  async function look(page: Page, name: string): Promise<void> {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      const misread = await page.evaluate<readonly string[]>(MISREAD);

      expect([name, width, overflow, misread, await findByAxe(page)]).toEqual([name, width, 0, [], []]);
      expect(await page.evaluate<number>(TITLES)).toBeGreaterThan(0);
    }
  }

  async function visit(person: 'reader' | 'librarian' | 'migration', path: string): Promise<Page> {
    const page = await pages.signedInPage(browser, person);
    await page.goto(`${pages.url}${path}`);
    return page;
  }

  it.each(['ara', 'heb'] as const)('are read as they are in results and on their own page: %s', async (language) => {
    const page = await visit('reader', `/find?q=&language=${language}`);
    await look(page, 'results');
    await page.locator(`h2 bdi[lang], h3 bdi[lang]`).first().click();
    await page.waitForLoadState('load');
    await look(page, 'title');
    await page.context().close();
  });

  it('are read as they are in an account, and at the desk', async () => {
    const account = await visit('reader', '/account');
    await look(account, 'account');
    const desk = await visit('librarian', '/desk');
    await desk.getByLabel('Number of the reader’s card').fill(DEMO_CARDS[0]?.card ?? '');
    await desk.getByRole('radio', { name: 'The reader asked', exact: true }).check();
    await Promise.all([desk.waitForEvent('load'), desk.getByRole('button', { name: 'Show the account' }).click()]);
    await look(desk, 'desk');
    await account.context().close();
    await desk.context().close();
  });

  it('are read as they are in the list of a library, in rows and in reports', async () => {
    const page = await visit('migration', `/my-library/${LIBRARY}`);
    await look(page, 'fix list');
    for (const path of [
      '/compare/now/rows?of=RECORDS&where=LANGUAGE:ara,heb',
      `/compare/now/questions/fix-first?library=${LIBRARY}`,
    ]) {
      await page.goto(`${pages.url}${path}`);
      await look(page, path);
    }
    await page.context().close();
  });
});
