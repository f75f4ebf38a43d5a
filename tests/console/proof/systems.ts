/** The drill of the pages on systems: what is read out of them while harvests fail, against which systems were made to fail. */
import { allOf, readSpoken, wordsOf, type Spoken } from '#drill/console/spoken.ts';
import { retell } from '#drill/console/retell.ts';
import type { DemoKohaId } from '#demo/libraries.ts';
import type { Faults } from '#simulators/faults.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { SYSTEM_MISTAKES } from './mistakes.ts';
import type { TaskWorld } from './tasks.ts';

/** At which system, and what its pages must say of it. */
const FAILURES: readonly (readonly [id: DemoKohaId, faults: Partial<Faults>, says: RegExp])[] = [
  ['koha-b', { down: true }, /(?:does|has) not answer/],
  ['koha-a', { garbage: 'html' }, /could not read/],
  ['koha-c', { status: 500 }, /(?:does|has) not answer|could not read/],
];
const AGE = /Last read (?:less than a minute|\d+ (?:minutes?|hours?)) ago\./;
const TIMEOUT_MS = 300_000;

interface Truth {
  readonly name: string;
  readonly libraries: readonly string[];
  /** Null while it is well. */
  readonly fails: RegExp | null;
}

export function describeSystems(worldOf: () => TaskWorld): void {
  it(
    'say which systems are in trouble, since when, why, and what that means; every mistake is found',
    async () => {
      const { graph, browser, url } = worldOf();
      const retold = await retell(url, SYSTEM_MISTAKES);
      const page = await browser.newPage();
      const found = new Set<string>();
      const breaches: string[] = [];
      const well = (path: string): string => retold.address(path);
      try {
        for (const [id, faults, says] of FAILURES) {
          await graph.simulator(id).faults.set(faults);
          // All are read again: on a slow machine the others would be old by now.
          await graph.harvest();
          const truth = truthOf(graph, id, says);
          const own = await judgePages(page, well, truth);
          breaches.push(...own);
          for (const mistake of own.length > 0 ? [] : SYSTEM_MISTAKES)
            if ((await judgePages(page, (path) => retold.address(path, mistake), truth)).length > 0)
              found.add(mistake.name);
          await graph.simulator(id).faults.clear();
          await graph.harvest([id]);
        }
        breaches.push(...(await judgePages(page, well, truthOf(graph, null, /./))));
      } finally {
        await page.close();
        await retold.close();
      }

      expect(breaches).toEqual([]);
      expect(SYSTEM_MISTAKES.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
    },
    TIMEOUT_MS,
  );
}

function truthOf({ hub: { region } }: DemoGraph, failing: DemoKohaId | null, says: RegExp): readonly Truth[] {
  return region.systems.map(({ id, name }) => ({
    name,
    libraries: region.libraries.filter(({ system }) => system === id).map((library) => library.name),
    fails: id === failing ? says : null,
  }));
}

async function judgePages(
  page: Page,
  addressOf: (path: string) => string,
  truth: readonly Truth[],
): Promise<readonly string[]> {
  await page.goto(addressOf('/systems'));
  const systems = judgeSystems(await readSpoken(page), truth);
  await page.goto(addressOf('/'));
  const start = judgeStart(await readSpoken(page), truth);
  return [...systems.map((breach) => `/systems: ${breach}`), ...start.map((breach) => `/: ${breach}`)];
}

function judgeSystems(spoken: Spoken, truth: readonly Truth[]): readonly string[] {
  const regions = allOf(spoken, 'region').filter((region) => allOf(region, 'heading').some(({ level }) => level === 2));
  const failing = truth.filter(({ fails }) => fails !== null);
  const summary = allOf(spoken, 'paragraph').map(wordsOf)[0] ?? '';
  const wanted =
    failing.length === 0 ? 'No system is in trouble.' : `${failing.length} of ${truth.length} is in trouble.`;
  const first = regions.slice(0, failing.length).map(({ name }) => name);
  return [
    ...(summary.includes(wanted) ? [] : [`sums up “${summary}”`]),
    ...failing.filter(({ name }) => !first.includes(name)).map(({ name }) => `${name} fails, and does not stand first`),
    ...truth.flatMap((one) => {
      const region = regions.find(({ name }) => name === one.name);
      return region === undefined ? [`${one.name} is not told of`] : judgeSystem(wordsOf(region), one);
    }),
  ];
}

function judgeSystem(words: string, { name, libraries, fails }: Truth): readonly string[] {
  const means = words.includes('may be missing here, or old');
  return [
    ...libraries.filter((library) => !words.includes(library)).map((library) => `${name} leaves ${library} out`),
    ...(AGE.test(words) ? [] : [`${name} does not say since when: ${words}`]),
    ...(fails === null
      ? [
          ...(words.includes('Up to date') ? [] : [`${name} is well, and says: ${words}`]),
          ...(means ? [`${name} is well`] : []),
        ]
      : [
          ...(/\b(?:Trouble|Not answering)\b/.test(words) ? [] : [`${name} has no word for its state: ${words}`]),
          ...(fails.test(words) ? [] : [`${name} does not say why: ${words}`]),
          ...(means ? [] : [`${name} does not say what it means: ${words}`]),
        ]),
  ];
}

function judgeStart(spoken: Spoken, truth: readonly Truth[]): readonly string[] {
  const items = allOf(spoken, 'listitem').map(wordsOf);
  const isWell = wordsOf(spoken).includes('The catalogues of all systems are up to date.');
  const failing = truth.filter(({ fails }) => fails !== null);
  return [
    ...(isWell === (failing.length === 0) ? [] : [`says ${isWell ? '' : 'not '}that all is up to date`]),
    ...failing.flatMap(({ name, libraries, fails }) => {
      const told = items.find((item) => item.startsWith(`${name}:`));
      if (told === undefined) return [`does not tell that ${name} fails`];
      const missing = libraries.filter((library) => !told.includes(library));
      return [
        ...(AGE.test(told) && fails?.test(told) === true
          ? []
          : [`does not tell why and since when ${name} fails: ${told}`]),
        ...missing.map((library) => `does not tell that titles of ${library} may be missing`),
      ];
    }),
  ];
}
