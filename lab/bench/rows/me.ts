/**
 * One reader's accounts at five systems, compared with the slowest system's own answer; then the same with one of them
 * silent.
 */
import type { MeasuredHub } from '../live/bench-hub.ts';
import { cardAt, READER_LOANS, READER_SYSTEMS } from '../live/reader.ts';
import { timeHeld } from '../support/held.ts';
import { spreadOf, type Spread } from '../support/stats.ts';
import { HOSTS_ANSWER_IN_MS } from './page-of-50.ts';

export interface MeFigures {
  readonly rounds: number;
  readonly accounts: number;
  readonly loans: number;
  /** Questions that one account costs its system. */
  readonly callsOfOne: number;
  readonly hub: Spread;
  readonly slowest: Spread;
  /** Milliseconds of the hub beyond the slowest system's own answer, request by request. */
  readonly beyondSlowest: Spread;
  /** With one system silent. */
  readonly silent: {
    readonly budgetMs: number;
    readonly answers: number;
    readonly elapsed: Spread;
    /** Answers in which the silent system's account alone was not LIVE. */
    readonly wholeAnswers: number;
  };
}

const ROUNDS = 100;
const WARM_UP = 30;
const BUDGET_MS = 10_000;
const SILENT_BUDGET_MS = 1_000;
const SILENT_ROUNDS = 24;
const [SILENT = 0] = READER_SYSTEMS.slice(2);

const LINK = `mutation ($library: ID!, $card: String!, $pin: String!) {
  linkAccount(input: { library: $library, card: $card, pin: $pin }) { account { id } refusal { code } } }`;
const ME = `{ me { accounts { id library { id name } facts { state asOf reason { code } category expiresOn
  loans { id title due { on at } renewals renewable { possible } } holds { id title status queuePosition }
  charges { amount { amount currency } } blocks { code } } } } }`;

interface Me {
  readonly me: {
    readonly accounts: readonly {
      readonly library: { readonly id: string };
      readonly facts: { readonly state: string; readonly loans: readonly unknown[] | null };
    }[];
  };
}

export async function measureMe({ url, hosts }: MeasuredHub): Promise<MeFigures> {
  const ask = signedIn(url, await hosts.call('token', undefined));
  const askMe = async (budgetMs: number): Promise<{ readonly ms: number; readonly told: Me }> => {
    const { ms, data } = await ask(ME, {}, budgetMs);
    return { ms, told: data as Me };
  };
  await hosts.call('behave', { answerIn: 0, hanging: [] });
  for (const { system, card, pin } of READER_SYSTEMS.map(cardAt)) {
    await ask(LINK, { library: `library-${system}`, card, pin }, BUDGET_MS);
  }
  await hosts.call('behave', { answerIn: HOSTS_ANSWER_IN_MS, hanging: [] });
  for (let time = 0; time < WARM_UP; time += 1) await askMe(BUDGET_MS);
  await hosts.call('takeHeld', undefined);

  const rounds: { readonly hubMs: number; readonly slowestMs: number; readonly calls: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { told, ms } = await askMe(BUDGET_MS);
    assertWhole(told);
    const held = await hosts.call('takeHeld', undefined);
    const calls = Math.max(...held.map(({ length }) => length));
    rounds.push({ hubMs: ms, slowestMs: Math.max(...held.map(timeHeld)), calls });
  }
  return {
    rounds: ROUNDS,
    accounts: READER_SYSTEMS.length,
    loans: READER_LOANS,
    callsOfOne: Math.max(...rounds.map(({ calls }) => calls)),
    hub: spreadOf(rounds.map(({ hubMs }) => hubMs)),
    slowest: spreadOf(rounds.map(({ slowestMs }) => slowestMs)),
    beyondSlowest: spreadOf(rounds.map(({ hubMs, slowestMs }) => hubMs - slowestMs)),
    silent: await measureSilent(hosts, askMe),
  };
}

async function measureSilent(
  hosts: MeasuredHub['hosts'],
  askMe: (budgetMs: number) => Promise<{ readonly ms: number; readonly told: Me }>,
): Promise<MeFigures['silent']> {
  await hosts.call('behave', { answerIn: HOSTS_ANSWER_IN_MS, hanging: [SILENT] });
  const answers: Awaited<ReturnType<typeof askMe>>[] = [];
  while (answers.length < SILENT_ROUNDS) answers.push(await askMe(SILENT_BUDGET_MS));
  await hosts.call('behave', { answerIn: HOSTS_ANSWER_IN_MS, hanging: [] });
  return {
    budgetMs: SILENT_BUDGET_MS,
    answers: SILENT_ROUNDS,
    elapsed: spreadOf(answers.map(({ ms }) => ms)),
    wholeAnswers: answers.filter(({ told }) => isWholeBut(told, `library-${SILENT}`)).length,
  };
}

/** Asks as whoever the token stands for. Throws where the answer has errors; reading it is the caller's time. */
function signedIn(url: string, token: string) {
  return async (query: string, variables: object, budgetMs: number): Promise<{ data: unknown; ms: number }> => {
    const from = performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'mercia-budget-ms': String(budgetMs),
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const ms = performance.now() - from;
    const { data, errors } = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
    if (data === undefined || errors !== undefined) throw new Error(`the answer has errors: ${JSON.stringify(errors)}`);
    return { data, ms };
  };
}

function assertWhole({ me }: Me): void {
  const told = me.accounts.map(({ facts }) => `${facts.state} ${facts.loans?.length ?? 'no'} loans`);
  const expected = READER_SYSTEMS.map(() => `LIVE ${READER_LOANS} loans`);
  if (told.join() !== expected.join()) throw new Error(`the accounts are ${told.join(', ')}`);
}

function isWholeBut({ me }: Me, library: string): boolean {
  return me.accounts.every((account) => (account.facts.state === 'LIVE') !== (account.library.id === library));
}
