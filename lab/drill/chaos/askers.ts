/** Ask without end for all that the region answers: live facts and searches, both services, the feed, pages. Copies are lent meanwhile. */
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom, type Random } from '#simulators/random.ts';
import { judgeAnswer } from '../judge/judge-answer.ts';
import { ask, chooseQuestion, type Question } from '../question.ts';
import { createServicesAsker, learnEditions } from '../services/ask-services.ts';
import { judgeServices } from '../services/judge-services.ts';
import { changeWorlds } from '../systems.ts';
import { TITLES } from '../world/titles.ts';
import type { Checker } from './checker.ts';
import type { ChaosStage } from './stage.ts';

const CHANGE_EVERY_MS = 150;
const PAUSE_MS = 150;
const SERVICES_BUDGET_MS = 900;
const PATIENCE_MS = 10_000;

/** Ends with what it gives. */
export async function startAskers(stage: ChaosStage, checker: Checker, seed: number): Promise<() => Promise<void>> {
  const random = createRandom(seed);
  const editions = await learnEditions(stage.graphUrl);
  const feeds = stage.parts.get('feeds');
  const pages = stage.parts.get('console');
  const asked: ((random: Random) => Promise<void>)[] = [
    (own) => askGraph(stage, checker, own),
    (own) => askGraph(stage, checker, own),
  ];
  if (feeds !== undefined) {
    const askServices = await createServicesAsker(feeds.url, stage.graphUrl);
    asked.push(
      async (own) => {
        const titles = [own.whole(1, TITLES), own.whole(1, TITLES)];
        const answer = await askServices(titles, SERVICES_BUDGET_MS);
        const { rtac, daia } = answer.statuses;
        if (rtac !== 200 || daia !== 200) throw new Error(`RTAC ${rtac}, DAIA ${daia}`);
        const { copies, breaches } = judgeServices(stage.systems, titles, answer);
        checker.told(copies, breaches);
      },
      () => askFeed(feeds.url, [...editions.values()], checker),
    );
  }
  if (pages !== undefined) asked.push((own) => askPage(stage, pages.url, own.one([...editions.values()]), checker));

  let ended = false;
  const changing = setInterval(() => {
    changeWorlds(stage.systems, random, 1);
  }, CHANGE_EVERY_MS);
  const askOn = async (once: (random: Random) => Promise<void>, index: number): Promise<void> => {
    const own = createRandom(seed + 1 + index);
    while (!ended) {
      await once(own).catch(() => {
        checker.unanswered();
      });
      await delay(PAUSE_MS);
    }
  };
  const asking = asked.map(askOn);
  return async () => {
    ended = true;
    clearInterval(changing);
    await Promise.all(asking);
  };
}

async function askGraph({ graphUrl, systems }: ChaosStage, checker: Checker, random: Random): Promise<void> {
  let question = chooseQuestion(systems, random);
  // A later harvest may have left out a copy that is gone.
  while (!question.copies.every(isThere)) question = chooseQuestion(systems, random);
  const answered = await ask(graphUrl, question);
  const { askedAt, answeredAt } = answered;
  const { verdicts, breaches } = judgeAnswer({
    systems,
    question,
    answered,
    databaseIsWell: false,
    partsAreWell: false,
    circumstancesOf: (system) => ({
      ...{ system, askedAt, answeredAt, settled: false },
      // What the router had not kept yet when it was killed is gone: an older moment is told, as what it is.
      ...{ newestAsOf: new Map(), heard: new Map() },
    }),
  });
  if (verdicts.length === 0 && breaches.length === 0) throw new Error('nothing but errors');
  checker.told(verdicts.length, [...verdicts.flatMap((verdict) => verdict.breaches), ...breaches]);
}

function isThere({ system, barcode }: Question['copies'][number]): boolean {
  return (system.truth.titleOf(barcode)?.copies.get(barcode)?.now ?? null) !== null;
}

/** A list of the feed has every edition, whatever is down: what is not there would be deleted by whoever reads it. */
async function askFeed(url: string, editions: readonly string[], checker: Checker): Promise<void> {
  const text = await read(`${url}/oai/editions?verb=ListIdentifiers&metadataPrefix=marc21`);
  if (text.includes('<error ')) throw new Error('an error of the feed');
  const missing = editions.filter((id) => !text.includes(localOf(id)));
  checker.told(
    editions.length,
    missing.map((id) => `the feed leaves out ${id}`),
  );
}

/** `drill:edition:123` is `…:drill-123` there. */
function localOf(id: string): string {
  return `-${id.split(':').at(-1) ?? ''}<`;
}

/** The page of a title names every library that has it. */
async function askPage({ systems }: ChaosStage, url: string, edition: string, checker: Checker): Promise<void> {
  const text = await read(`${url}/titles/${encodeURIComponent(edition)}`);
  const missing = systems.filter(({ id }) => !text.includes(`Library of ${id}`));
  checker.told(
    systems.length,
    missing.map(({ id }) => `the page of ${edition} leaves out the library of ${id}`),
  );
}

async function read(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} says ${answer.status}`);
  return text;
}
