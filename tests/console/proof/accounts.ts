/**
 * The drill of a reader's account: what is read out of it while a renewal is not answered and a library is silent, against what the
 * reader has at each library. Each page is told again with a mistake in it, and every mistake is found.
 */
import { readSpoken } from '#drill/console/spoken.ts';
import { retell, type Mistake, type Retold } from '#drill/console/retell.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { signInPage } from '#tests/console/support/console.ts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { judgeAccount } from './judge-account.ts';
import { ACCOUNT_MISTAKES } from './mistakes.ts';
import type { TaskWorld } from './tasks.ts';
import { accountsOf } from './truth-account.ts';

const LIBRARY = 'severnhythe';
const READER = 'reader';
const TIMEOUT_MS = 300_000;

/** The reader's cards must be linked there. */
export function describeAccounts(worldOf: () => TaskWorld): void {
  it(
    'tells nothing that is not so, in none of its states; every mistake is found',
    async () => {
      const { graph, browser, url } = worldOf();
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      const retold = await retell(url, ACCOUNT_MISTAKES);
      const drill = { graph, page, retold, breaches: [] as string[], found: new Set<string>() };
      try {
        // Cookies are for every port: who is signed in at the console is so before it.
        await signInPage(page, url, READER);
        await look(drill, 'all well', 0, []);

        const unsure = [await renewWithoutAnswer(drill, url)];
        await look(drill, 'a renewal that was not answered', 0, unsure);

        await graph.simulator('koha-b').kill();
        await look(drill, 'a silent library', 1, unsure);
      } finally {
        await graph.simulator('koha-b').restart();
        await untilAnswered(graph);
        await retold.close();
        await context.close();
      }

      expect(drill.breaches).toEqual([]);
      expect(ACCOUNT_MISTAKES.map(({ name }) => name).filter((name) => !drill.found.has(name))).toEqual([]);
    },
    TIMEOUT_MS,
  );
}

interface Drill {
  readonly graph: DemoGraph;
  readonly page: Page;
  readonly retold: Retold;
  readonly breaches: string[];
  readonly found: Set<string>;
}

/** `silent`: how many systems do not answer. `unsure`: titles of loans of which nobody can tell whether they were renewed. */
async function look(
  { graph, page, retold, breaches, found }: Drill,
  state: string,
  silent: number,
  unsure: readonly string[],
): Promise<void> {
  const accounts = await accountsOf(graph, READER, silent);
  const askedAt = Date.now();
  let answeredAt = 0;
  const judge = async (mistake?: Mistake): Promise<readonly string[]> => {
    await page.goto(retold.address('/account', mistake));
    answeredAt ||= Date.now();
    await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
    return judgeAccount(await readSpoken(page), { accounts, askedAt, answeredAt, unsure });
  };
  const own = await judge();
  breaches.push(...own.map((breach) => `${state}: ${breach}`));
  for (const mistake of own.length > 0 ? [] : ACCOUNT_MISTAKES)
    if ((await judge(mistake)).length > 0) found.add(mistake.name);
}

/** The connection breaks when the system has the question: nobody can tell what became of it. Gives the title. */
async function renewWithoutAnswer({ graph, page }: Drill, url: string): Promise<string> {
  const { faults } = graph.simulator('koha-a');
  const name = graph.hub.region.libraries.find(({ id }) => id === LIBRARY)?.name;
  const accounts = await accountsOf(graph, READER, 0);
  const loans = accounts.flatMap(({ library, facts }) => (library === name ? (facts?.loans ?? []) : []));
  const title = loans.find(({ renewable }) => renewable === true)?.title;
  if (title === undefined) throw new Error(`no loan at ${LIBRARY} can be renewed`);
  await faults.set({ reset: true, only: ['write-renewal'] });
  await page.goto(`${url}/account`);
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: renewButton(title) }).click()]);
  await faults.clear();
  return title;
}

/** The title as the page has it, with blanks before its marks or without. */
function renewButton(title: string): RegExp {
  const words = title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/[,.;:]/g, String.raw`\s*$&`);
  return new RegExp(`^Renew ${words}$`);
}

/** Those who look at pages after this find it well. */
async function untilAnswered(graph: DemoGraph): Promise<void> {
  const ask = '{ search(query: "", first: 5) { edges { node { holdings { id availability { state } } } } } }';
  for (let each = 0; each < 60; each += 1) {
    await graph.ask(ask);
    const { data } = await graph.ask<{ system: { answering: { reason: object | null } | null } }>(
      '{ system(id: "koha-b") { answering { reason { code } } } }',
    );
    if (data.system.answering?.reason === null) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('koha-b stays as it was');
}
