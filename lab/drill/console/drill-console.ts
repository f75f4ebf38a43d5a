/**
 * The drill of the console: systems of every kind fail in every way, alone and together, while a title's page is opened in Chromium.
 * What its accessibility tree tells of each library is compared with what was so. Each page may be told again with mistakes in it, which
 * are judged alike, and must be found.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { startConsole } from '#console/index.ts';
import { createLogger } from '#platform/logger.ts';
import type { Random } from '#simulators/random.ts';
import { launchBrowser } from '#tests/gateway/support/browser.ts';
import type { Page } from 'playwright-core';
import { createActiveFaults, type ActiveFaults } from '../active-faults.ts';
import { drawsOf } from '../drill.ts';
import { openStage, type Stage } from '../stage.ts';
import { changeWorlds } from '../systems.ts';
import { createTally, type Tally, type TallyKeeper } from '../tally.ts';
import { learnEditions } from '../services/ask-services.ts';
import { TITLES } from '../world/titles.ts';
import { judgeLibrary, judgeWhole, type Moment } from './judge-title.ts';
import { retell, type Mistake, type Retold } from './retell.ts';
import { allOf, readSpoken, wordsOf } from './spoken.ts';
import { readTitle, type ToldTitle } from './told-title.ts';

export interface ConsoleDrillOptions {
  readonly seed: number;
  /** Ends when so many faults were met. */
  readonly faults: number;
  /** With which pages are told again; none if not given. */
  readonly mistakes?: readonly Mistake[];
  readonly onProgress?: (tally: Tally) => void;
}

export interface ConsoleDrilled {
  readonly tally: Tally;
  /** By name of the mistakes that were found: the first that was untrue. */
  readonly found: ReadonlyMap<string, string>;
}

const CHANGES_BEFORE = 6;
const CHANGES_MEANWHILE = 2;
/** Within so many milliseconds of the question. */
const MEANWHILE_MS = 150;
const WARM_UP = 3;
/** So long mistakes may stay unfound. */
const MOST_STEPS = 80;

/** Needs Chromium. */
export async function drillConsole(options: ConsoleDrillOptions): Promise<ConsoleDrilled> {
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const drill = await openDrill(options, closing);
    const { tally, found } = drill;
    const hasUnfound = (step: number): boolean => found.size < drill.mistakes.length && step <= MOST_STEPS;
    for (let step = 1; tally.faults < options.faults || hasUnfound(step); step += 1) {
      await drillOnce(drill, step);
      options.onProgress?.(tally);
    }
    await drill.active.endAll();
    return { tally, found };
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

interface Drill {
  readonly seed: number;
  readonly stage: Stage;
  readonly active: ActiveFaults;
  readonly retold: Retold;
  readonly page: Page;
  readonly mistakes: readonly Mistake[];
  /** Addresses of the titles' pages, by number. */
  readonly paths: ReadonlyMap<number, string>;
  readonly tally: TallyKeeper;
  readonly found: Map<string, string>;
  /** By system and title: the newest minute as of which a page showed it live. */
  readonly shownAsOf: Map<string, number>;
}

async function openDrill(
  { seed, mistakes = [] }: ConsoleDrillOptions,
  closing: (() => Promise<unknown>)[],
): Promise<Drill> {
  const stage = await openStage({});
  closing.push(() => stage.close());
  const ready = async () => ({ ready: true });
  const logger = createLogger('silent');
  const pages = await startConsole({ host: '127.0.0.1', port: 0, graphUrl: stage.url, ready, logger });
  closing.push(() => pages.close());
  const retold = await retell(pages.url, mistakes);
  closing.push(() => retold.close());
  const browser = await launchBrowser();
  closing.push(() => browser.close());
  const drill: Drill = {
    seed,
    stage,
    active: createActiveFaults(stage),
    retold,
    page: await browser.newPage(),
    mistakes,
    paths: new Map(
      [...(await learnEditions(stage.url))].map(([title, id]) => [title, `/titles/${encodeURIComponent(id)}`]),
    ),
    tally: createTally(),
    found: new Map(),
    shownAsOf: new Map(),
  };
  for (let title = 1; title <= WARM_UP; title += 1) await drill.page.goto(retold.address(drill.paths.get(title) ?? ''));
  return drill;
}

async function drillOnce(drill: Drill, step: number): Promise<void> {
  const { seed, stage, active, retold, page, tally } = drill;
  const draw = drawsOf(seed, step);
  changeWorlds(stage.systems, draw('changes before'), CHANGES_BEFORE);
  await active.next(draw);
  const databaseIsWell = active.databaseIsSettled();
  const settled = new Set(stage.systems.filter((system) => active.isSettled(system)).map(({ id }) => id));
  for (const { asked } of stage.systems) for (const { calls } of asked) calls.clear();
  const title = draw('title').whole(1, TITLES);
  const path = drill.paths.get(title) ?? '';

  const askedAt = Date.now();
  const changed = changeMeanwhile(stage, draw('changes meanwhile'));
  await page.goto(retold.address(path));
  const answeredAt = Date.now();
  await changed;

  const momentOf = (system: Stage['systems'][number]): Moment => ({
    system,
    title,
    askedAt,
    answeredAt,
    settled: settled.has(system.id) && databaseIsWell,
    wasAsked: system.asked.some(({ calls }) => calls.count() > 0),
    shownAsOf: drill.shownAsOf.get(`${system.id} ${title}`) ?? 0,
  });
  const moments = stage.systems.map(momentOf);
  const told = await readAndJudge(page, moments, databaseIsWell);
  const named = [
    ...active.faults.map(({ system, kind, what }) => `${system.id}: ${kind} ${what}`),
    ...(active.databaseFault === null ? [] : [active.databaseFault.kind]),
  ];
  for (const what of told.breaches) tally.breach({ seed, step, what, faults: named });
  count(drill, told.title, moments);

  for (const mistake of drill.mistakes.filter(({ name }) => !drill.found.has(name))) {
    await page.goto(retold.address(path, mistake));
    const [breach] = (await readAndJudge(page, moments, databaseIsWell)).breaches;
    if (breach !== undefined && told.breaches.length === 0) drill.found.set(mistake.name, breach);
  }
}

async function changeMeanwhile({ systems }: Stage, random: Random): Promise<void> {
  for (let change = 0; change < CHANGES_MEANWHILE; change += 1) {
    await delay(random.below(MEANWHILE_MS));
    changeWorlds(systems, random, 1);
  }
}

async function readAndJudge(
  page: Page,
  moments: readonly Moment[],
  databaseIsWell: boolean,
): Promise<{ readonly title: ToldTitle | null; readonly breaches: readonly string[] }> {
  await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
  const spoken = await readSpoken(page);
  const [first] = moments;
  if (first === undefined) throw new Error('nothing is drilled');
  const heading = allOf(spoken, 'heading').map(wordsOf)[0] ?? '';
  if (heading === 'This cannot be shown now') {
    const words = wordsOf(spoken);
    const isSaid = words.includes('This says nothing of whether a copy is on its shelf');
    const breaches = [
      ...(databaseIsWell ? ['the page cannot be shown, and the index is well'] : []),
      ...(isSaid ? [] : [`the page cannot be shown, and tells: ${words}`]),
    ];
    return { title: null, breaches };
  }
  const told = readTitle(spoken, first.askedAt);
  const nameOf = ({ id }: Stage['systems'][number]): string => `Library of ${id}`;
  const breaches = told.libraries.flatMap((library) => {
    const moment = moments.find(({ system }) => nameOf(system) === library.name);
    return moment === undefined ? [`a library “${library.name}” is made up`] : judgeLibrary(library, moment);
  });
  const names = moments.map(({ system }) => nameOf(system));
  return { title: told, breaches: [...breaches, ...judgeWhole(told, names, `Drills of chapter ${first.title}`)] };
}

/** Which faults the page met, and what it told. */
function count({ active, tally, shownAsOf }: Drill, told: ToldTitle | null, moments: readonly Moment[]): void {
  tally.question(0);
  const toldOf = (id: string) => told?.libraries.find(({ name }) => name === `Library of ${id}`);
  for (const { system, settled, title } of moments) {
    const library = toldOf(system.id);
    if (library === undefined || library.state === null) continue;
    tally.fact(library.state, system.id, settled, true);
    if (library.state !== 'LIVE' || library.asOf === null) continue;
    if (library.copies.every((copy) => copy.state === 'LIVE'))
      shownAsOf.set(`${system.id} ${title}`, library.asOf.from);
  }
  const met = active.faults.filter(({ system, at, seenAtSocket }) =>
    seenAtSocket ? at.calls.count() > 0 : /not answer|could not read/.test(toldOf(system.id)?.why ?? ''),
  );
  for (const { kind, system } of met) tally.meet(kind, system.id);
  tally.miss(active.faults.length - met.length);
  if (active.databaseFault !== null) tally.meet(active.databaseFault.kind, 'database');
}
