import { MerciaClientError, type Answer, type AskOptions } from '#clients/typescript/index.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { askBySystem } from './ask-by-system.ts';
import type { Dated } from './ask-copies.ts';

type Said = Readonly<Record<string, Dated | null>>;
interface Question {
  readonly systems: readonly string[];
  readonly budgetMs: number | undefined;
}

const LIVE: Dated = { state: 'LIVE', reason: null };
const late = (state: 'LAST_KNOWN' | 'UNKNOWN'): Dated => ({ state, reason: { code: 'TIMEOUT' } });

/** One holding in each system, named as its system. `say` gives how it stands, or throws. */
async function askAll(
  systems: readonly string[],
  quick: Set<string>,
  say: (system: string, question: Question) => Dated | null | Promise<Dated | null>,
) {
  const asked: Question[] = [];
  const answers = askBySystem<Said, Dated>(systems, {
    quick,
    idsOf: (system) => [system],
    read: (data) => new Map(Object.entries(data)),
    questionsTo: (own) => [
      async ({ budgetMs }: AskOptions): Promise<Answer<Said>> => {
        const question = { systems: own, budgetMs };
        asked.push(question);
        const said = await Promise.all(own.map(async (system) => [system, await say(system, question)] as const));
        return { data: Object.fromEntries(said), errors: [], extensions: {} } as unknown as Answer<Said>;
      },
    ],
  });
  const told: [systems: readonly string[], Said][] = [];
  for await (const answer of answers) told.push([answer.systems, Object.fromEntries(answer.told)]);
  return { told, asked: asked.map((question) => question.systems), budgets: asked.map(({ budgetMs }) => budgetMs) };
}

it('asks each system by itself until it has answered at once, then those that have together', async () => {
  const quick = new Set<string>();
  const slow = async (system: string): Promise<Dated> => {
    if (system === 'slow') await delay(150);
    return LIVE;
  };

  expect((await askAll(['ash', 'bay', 'slow'], quick, slow)).asked).toEqual([['ash'], ['bay'], ['slow']]);
  expect([...quick].toSorted()).toEqual(['ash', 'bay']);

  const { asked, told } = await askAll(['ash', 'bay', 'slow'], quick, slow);
  expect(asked).toEqual([['ash', 'bay'], ['slow']]);
  expect(told.map(([systems]) => systems)).toEqual([['ash', 'bay'], ['slow']]);
});

it('asks no more together than one question may cost', async () => {
  const quick = new Set(['ash', 'bay', 'cob', 'dun']);
  const ids: Readonly<Record<string, number>> = { ash: 150, bay: 50, cob: 1, dun: 500 };
  const asked: (readonly string[])[] = [];
  const answers = askBySystem<Said, Dated>([...quick], {
    quick,
    idsOf: (system) => Array.from({ length: ids[system] ?? 0 }, (_, place) => `${system} ${String(place)}`),
    read: (data) => new Map(Object.entries(data)),
    questionsTo: (own) => {
      asked.push(own);
      const data = Object.fromEntries(
        own.flatMap((system) =>
          Array.from({ length: ids[system] ?? 0 }, (_, place) => [`${system} ${String(place)}`, LIVE]),
        ),
      );
      return [() => Promise.resolve({ data, errors: [], extensions: {} } as unknown as Answer<Said>)];
    },
  });
  for await (const { told } of answers) expect([...told.values()].every((one) => one === LIVE)).toBe(true);

  expect(asked).toEqual([['ash', 'bay'], ['cob'], ['dun']]);
});

it('asks no more than eight together', async () => {
  const systems = Array.from({ length: 19 }, (_, place) => `s${String(place)}`);

  const { asked, told } = await askAll(systems, new Set(systems), () => LIVE);

  expect(asked.map(({ length }) => length)).toEqual([8, 8, 3]);
  expect(told.flatMap(([own]) => own).toSorted()).toEqual(systems.toSorted());
});

it('asks again by itself, with all the time of a page, who was too late for the others', async () => {
  const quick = new Set(['ash', 'bay', 'cob', 'dun']);
  const items = { nodes: [LIVE, late('LAST_KNOWN')] };

  const { told, asked, budgets } = await askAll([...quick], quick, (system, question) => {
    if (system === 'ash' || question.systems.length === 1) return LIVE;
    return system === 'bay' ? late('LAST_KNOWN') : system === 'cob' ? null : { ...LIVE, items };
  });

  expect(asked).toEqual([['ash', 'bay', 'cob', 'dun'], ['bay'], ['cob'], ['dun']]);
  expect(budgets).toEqual([250, undefined, undefined, undefined]);
  expect(told.map(([systems]) => systems)).toEqual([['ash'], ['bay'], ['cob'], ['dun']]);
  expect(Object.assign({}, ...told.map(([, said]) => said))).toEqual({ ash: LIVE, bay: LIVE, cob: LIVE, dun: LIVE });
});

it('asks each by itself where the graph had no time for the question to all of them, or did not answer', async () => {
  for (const code of ['TIMEOUT', 'UNREACHABLE']) {
    const quick = new Set(['ash', 'bay']);

    const { told } = await askAll([...quick], quick, (_, { systems }) => {
      if (systems.length > 1) throw new MerciaClientError(code, 'no answer');
      return LIVE;
    });

    expect(told).toEqual([
      [['ash'], { ash: LIVE }],
      [['bay'], { bay: LIVE }],
    ]);
  }
});

it('asks who is in trouble by itself, and who can never be asked with the others', async () => {
  const quick = new Set(['ash', 'bay', 'cob']);
  const down: Dated = { state: 'LAST_KNOWN', reason: { code: 'CIRCUIT_OPEN' } };
  const never: Dated = { state: 'LAST_KNOWN', reason: { code: 'NOT_SUPPORTED' } };
  const say = (system: string): Dated => ({ ash: LIVE, bay: down })[system] ?? never;

  const first = await askAll(['ash', 'bay', 'cob'], quick, say);
  expect(first.told).toEqual([[['ash', 'bay', 'cob'], { ash: LIVE, bay: down, cob: never }]]);

  for (let again = 0; again < 2; again += 1)
    expect((await askAll(['ash', 'bay', 'cob'], quick, say)).asked).toEqual([['ash', 'cob'], ['bay']]);
});
