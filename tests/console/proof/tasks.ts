/** What people come for, done from the start page alone, with the keyboard; each answer is checked against the systems' own truth. */
import { DEMO_CARDS } from '#demo/readers.ts';
import type { DemoPersonId } from '#demo/persons.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { readPlainly } from '#tests/comparison/support/plain-snapshot.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import type { Browser } from 'playwright-core';
import { expect, it } from 'vitest';
import { copiesInPlace, copiesWithoutBarcode, loansOf } from './truth.ts';
import { walk, type Walker } from './walk.ts';

export interface TaskWorld {
  readonly graph: DemoGraph;
  readonly browser: Browser;
  /** Where the console listens. A snapshot was taken there. */
  readonly url: string;
}

const TIMEOUT_MS = 300_000;

/** Each begins at the start page, not signed in. */
export function describeTasks(worldOf: () => TaskWorld): void {
  async function begin(): Promise<Walker> {
    const { browser, url } = worldOf();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(url);
    return walk(page);
  }
  const task = (name: string, done: (walker: Walker, world: TaskWorld) => Promise<void>): void => {
    it(
      name,
      async () => {
        const walker = await begin();
        try {
          await done(walker, worldOf());
        } finally {
          await walker.page.context().close();
        }
      },
      TIMEOUT_MS,
    );
  };

  task('finds out which libraries have a textbook now', async (walker, { graph }) => {
    await findPathology(walker);

    const truth = copiesInPlace(graph, SHOWCASE.pathology);
    const told = new Map<string, string>();
    for (const section of await walker.page.getByRole('region').all()) {
      const text = (await section.innerText()).replaceAll(/\s+/g, ' ');
      const name = [...truth.keys()].find((one) => text.startsWith(one));
      if (name !== undefined) told.set(name, text);
    }
    // Most Kohas do not tell whether a copy is on its way to another site: then it is "perhaps", and never "none".
    for (const [name, copies] of truth) {
      const words = told.get(name) ?? '';
      const sure = /(\d+) available now/.exec(words)?.[1];
      if (sure !== undefined) expect([name, Number(sure)]).toEqual([name, copies]);
      else
        expect([name, words]).toEqual([
          name,
          expect.stringMatching(
            copies > 0
              ? /Perhaps on the shelf|perhaps \d+ on the shelf, for use|on the shelf, but the library is closed/
              : /\S/,
          ),
        ]);
    }
    expect([...truth.values()].filter((copies) => copies > 0).length).toBeGreaterThan(2);
    expect([...told.values()].some((words) => /\d+ available now/.test(words))).toBe(true);
  });

  task('finds the last copies of the region', async (walker, { graph }) => {
    await walker.follow('link', 'Compare');
    await signIn(walker, 'migration');
    // Signing in leads to the start page from there.
    await walker.follow('link', 'Compare');
    await walker.follow('link', 'spring');
    await walker.follow('link', /what we share/i);
    await walker.follow('link', /last cop/i);

    const { titles } = await readPlainly(graph.database.db, 1);
    const alone = titles.flatMap(({ libraries, found }) => (libraries.size === 1 && found.length === 1 ? found : []));
    const lastCopies = alone.filter(({ online }) => !online).length;
    expect(lastCopies).toBeGreaterThan(0);
    expect(await walker.words()).toMatch(new RegExp(`\\b${lastCopies.toLocaleString('en-GB')}\\b`));
  });

  task('sees why two records were joined, parts them, and takes that back', async (walker, { graph }) => {
    await findPathology(walker);
    await walker.follow('link', /^Why are these one\?/);
    const words = await walker.words();
    expect(words).toMatch(/These two records are joined: they are one edition\..*What speaks for it.*ISBN/);
    const [a = '', b = ''] = recordsIn(walker.page.url());
    expect(areOneInTruth(a, b)).toBe(true);

    await walker.follow('link', 'Sign in to decide');
    await signIn(walker, 'migration');
    await walker.pick(/two editions/i);
    await walker.type(/Your reason/, 'To be looked at');
    await walker.follow('button', 'See what would change');
    expect(await walker.words()).toContain('Which titles would change');
    expect(await togetherOf(graph, a, b)).toBe(true);
    await walker.follow('button', /two editions|apart|decide|confirm/i);
    expect(await togetherOf(graph, a, b)).toBe(false);

    await walker.follow('button', 'Undo the decision');
    await walker.follow('button', /undo|take|remove|confirm/i);
    expect(await togetherOf(graph, a, b)).toBe(true);
  });

  task('sees what their own library has to mend', async (walker, { graph }) => {
    await walker.follow('link', 'Compare');
    await signIn(walker, 'librarian');
    await walker.follow('link', 'Compare');
    await walker.follow('link', /^Records to put right/);

    const words = await walker.words();
    const without = copiesWithoutBarcode(graph, 'severnhythe').copies.length;
    expect(words).toContain('Severnhythe Hospitals Library and Knowledge Service');
    expect(without).toBeGreaterThan(0);
    expect(words).toMatch(new RegExp(`without a barcode[^:]*: ${without}\\b`, 'i'));
  });

  task('learns that a system is down, and what that means', async (walker, { graph, url }) => {
    await graph.simulator('koha-b').faults.set({ down: true });
    await graph.harvest();
    try {
      await walker.page.reload();
      await walker.follow('link', 'Hollow and Dale Libraries');
      const words = await walker.words();
      expect(walker.page.url().startsWith(url)).toBe(true);
      expect(words).toMatch(
        /^Hollow and Dale Libraries .*does not (?:answer|say whether a copy is in).*may be missing here, or old/,
      );
      for (const name of ['Tamehollow', 'Blythe Cross', 'Ankerdale']) expect(words).toContain(name);
      await walker.follow('link', 'Systems');
      expect(await walker.words()).toMatch(/1 of 6 is in trouble/);
    } finally {
      await graph.simulator('koha-b').faults.clear();
      await graph.harvest(['koha-b']);
    }
  });

  task('renews a loan', async (walker, { graph }) => {
    const card = DEMO_CARDS.find(({ person, system }) => person === 'other-reader' && system === 'koha-c');
    if (card === undefined) throw new Error('the reader has no card');
    const before = loansOf(graph, 'koha-c', card.card);
    await walker.follow('link', 'Account');
    await signIn(walker, 'other-reader');
    await walker.follow('button', 'Link a card');
    await walker.choose('Library that gave you the card', 'Fosseholm');
    await walker.type('Number of the card', card.card);
    await walker.type('PIN or password of the card', card.pin);
    await walker.follow('button', 'Link this card');
    await walker.follow('button', /^Renew (?!all)/);

    const after = loansOf(graph, 'koha-c', card.card);
    const moved = [...after].filter(([id, { due }]) => due > (before.get(id)?.due ?? due));
    expect(moved).toHaveLength(1);
    const [, renewed] = moved[0] ?? [0, { title: '', due: 0, renewals: 0 }];
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(renewed.due);
    const said = await walker.page.getByRole('status').allInnerTexts();
    expect(said.join(' ').replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`Renewed.*is now due ${day}`));
  });
}

async function findPathology(walker: Walker): Promise<void> {
  await walker.type(/Find a title/, 'wheater pathology');
  await walker.follow('button', 'Search');
  await walker.follow('link', /^Wheater's Pathology/);
}

/** From the page that asks for it, by its button or the entry of the header; ends on the page that was wanted. */
async function signIn({ page, follow }: Walker, person: DemoPersonId): Promise<void> {
  const own = new URL(page.url()).origin;
  const button = page.getByRole('button', { name: 'Sign in', exact: true });
  if (await button.isVisible()) await follow('button', 'Sign in');
  await follow('button', 'Go to the sign-in service');
  await page.locator(`a[href*="login_hint=${person}"]`).press('Enter');
  await page.waitForURL((address) => address.origin === own);
}

function recordsIn(url: string): readonly string[] {
  const [, a = '', b = ''] = /\/records\/([^/]+)\/with\/([^/?#]+)/.exec(url) ?? [];
  return [a, b].map(decodeURIComponent);
}

/** As whoever made the region meant it. */
function areOneInTruth(a: string, b: string): boolean {
  const { truth } = generateDemoRegion({ now: Date.now() });
  const editionOf = (id: string): string | undefined => {
    const [system, , record] = id.split(':');
    return truth.find((row) => row.system === system && row.record === Number(record))?.edition;
  };
  return editionOf(a) !== undefined && editionOf(a) === editionOf(b);
}

async function togetherOf(graph: DemoGraph, a: string, b: string): Promise<boolean> {
  const { data } = await graph.ask<{ match: { together: boolean } }>(
    'query ($a: ID!, $b: ID!) { match(a: $a, b: $b) { together } }',
    { variables: { a, b } },
  );
  return data.match.together;
}
