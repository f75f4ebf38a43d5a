/**
 * The drill of pages that people sign in for: each is brought into its states, what Chromium's accessibility tree tells of it is
 * compared with what is so, and consoles that are wrong on purpose, told the same answers of the graph, must be found.
 */
import type { DemoPersonId } from '#demo/persons.ts';
import { allOf, readSpoken, wordsOf, type Spoken } from '#drill/console/spoken.ts';
import { startReplay, type Replay } from '#drill/console/replay.ts';
import { openDemoConsole, signInOf, signInPage } from '#tests/console/support/console.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import type { Browser, Page } from 'playwright-core';
import { openMutants } from './mutants/mutant.ts';
import type { PageMutant, SceneName } from './mutants/page-mutant.ts';

export interface DrilledWorld {
  readonly graph: DemoGraph;
  readonly browser: Browser;
}

/** Milliseconds since the epoch: a page was asked for, and was there. */
export interface Looked {
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** One page in one state. */
export interface Scene {
  readonly name: SceneName;
  readonly who: DemoPersonId;
  readonly path: string;
  /** Name of a button that is pressed first, in a session of its own at each console. */
  readonly press?: RegExp;
  /** The graph's answer to a question with this text does not arrive. */
  readonly loses?: string;
  /** What is wrong with the page; empty if nothing is. */
  judge(page: Spoken, looked: Looked): Promise<readonly string[]> | readonly string[];
}

/** What the world is made to be, and what is looked at then; the truth is asked for when it is begun. */
export interface Stage {
  begin(): Promise<readonly Scene[]>;
  end(): Promise<void>;
}

export interface PagesDrilled {
  /** What the console itself tells that is not so. */
  readonly breaches: readonly string[];
  /** By name of the mutants that were found: the first that was wrong. */
  readonly found: ReadonlyMap<string, string>;
}

interface Drill {
  readonly replay: Replay;
  readonly url: string;
  /** A page of somebody who is signed in, the same each time; a new one from then on if it must be fresh. */
  readonly pageOf: (who: DemoPersonId, isFresh: boolean) => Promise<Page>;
  readonly others: readonly { readonly mutant: PageMutant; readonly url: string }[];
}

/** Needs Chromium, and a snapshot. */
export async function drillPages(
  world: DrilledWorld,
  stages: readonly Stage[],
  mutants: readonly PageMutant[],
): Promise<PagesDrilled> {
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const drill = await openDrill(world, mutants, closing);
    const breaches: string[] = [];
    const found = new Map<string, string>();
    for (const stage of stages) {
      drill.replay.clear();
      const scenes = await stage.begin();
      for (const scene of scenes) breaches.push(...(await play(drill, scene, found)));
      await stage.end();
    }
    return { breaches, found };
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

async function openDrill(
  { graph, browser }: DrilledWorld,
  mutants: readonly PageMutant[],
  closing: (() => Promise<unknown>)[],
): Promise<Drill> {
  const replay = await startReplay(graph.url);
  closing.push(() => replay.close());
  const { db: _, ...signIn } = signInOf(graph);
  const [pages, copies] = await Promise.all([
    openDemoConsole(graph, { graphUrl: replay.url }),
    openMutants(mutants, replay.replayUrl, { ...signIn, connection: graph.database.connection }),
  ]);
  closing.push(
    () => pages.close(),
    () => copies.close(),
  );
  const opened = new Map<DemoPersonId, Promise<Page>>();
  const open = async (who: DemoPersonId): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    closing.push(() => context.close());
    const page = await context.newPage();
    // Sessions are in the database, and a browser's cookies are for every port: who is signed in here is so at the copies.
    await signInPage(page, pages.url, who);
    return page;
  };
  return {
    replay,
    url: pages.url,
    pageOf: (who, isFresh) => {
      const page = (isFresh ? undefined : opened.get(who)) ?? open(who);
      opened.set(who, page);
      return page;
    },
    others: mutants.map((mutant, at) => ({ mutant, url: copies.consoles[at]?.url ?? '' })),
  };
}

/** Gives what is wrong at the console itself. */
async function play(
  { replay, url, pageOf, others }: Drill,
  scene: Scene,
  found: Map<string, string>,
): Promise<readonly string[]> {
  const { press } = scene;
  replay.lose(scene.loses ?? null);
  const look = async (at: string): Promise<readonly string[]> => {
    const page = await pageOf(scene.who, press !== undefined);
    const askedAt = Date.now();
    await page.goto(`${at}${scene.path}`);
    if (press !== undefined) {
      await page.getByRole('button', { name: press }).click();
      await page.waitForLoadState();
    }
    const answeredAt = Date.now();
    await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
    const spoken = await readSpoken(page);
    return [...judgeWords(spoken), ...(await scene.judge(spoken, { askedAt, answeredAt }))];
  };
  const wrong = others.filter(({ mutant }) => mutant.scene === scene.name);
  const own = { mutant: null, url };
  const breaches: string[] = [];
  // The own console first, whose answers are told to the others; last where each sends a form, because its session is looked at next.
  for (const { mutant, url: at } of press === undefined ? [own, ...wrong] : [...wrong, own]) {
    const told = await look(at);
    if (mutant === null) breaches.push(...told.map((breach) => `${scene.name}: ${breach}`));
    else if (told[0] !== undefined) found.set(mutant.name, told[0]);
  }
  return breaches;
}

/** What says something wherever it stands. */
const WORDED = ['heading', 'link', 'button', 'listitem', 'paragraph', 'rowheader', 'term', 'definition'];

/** A page has one title, and nothing in it that a screen reader stops at without a word. */
function judgeWords(page: Spoken): readonly string[] {
  const main = allOf(page, 'main')[0] ?? page;
  const titles = allOf(main, 'heading').filter(({ level }) => level === 1);
  return [
    ...(titles.length === 1 ? [] : [`has ${titles.length} titles`]),
    ...WORDED.flatMap((role) =>
      allOf(main, role)
        .filter((one) => one.name === '' && wordsOf(one) === '')
        .map(() => `has a ${role} without a word`),
    ),
  ];
}
