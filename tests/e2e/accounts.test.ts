/** The demonstration's doctor and her three cards, with each of their systems dead in turn. */
import { DEMO_CARDS } from '#demo/readers.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

const CARDS = DEMO_CARDS.filter(({ person }) => person === 'reader');
const FACTS = `state reason { code system } loans { id title due { on } renewals renewable { possible refusal { code } } }
  holds { id status title } charges { amount { amount } } blocks { code }`;
const ME = `{ me { accounts { id library { id } facts { ${FACTS} } } } }`;
const LINK = `mutation ($library: ID!, $card: String!, $pin: String!) {
  linkAccount(input: { library: $library, card: $card, pin: $pin }) { account { id } refusal { code } } }`;
const RENEW = `mutation ($loan: ID!, $key: String) { renewLoan(input: { loan: $loan, idempotencyKey: $key }) { outcome refusal { code } loan { renewals } } }`;
const CANCEL = `mutation ($hold: ID!) { cancelHold(input: { hold: $hold }) { outcome refusal { code } } }`;
const RENEW_ALL = `mutation ($account: ID!) { renewAllLoans(input: { account: $account }) {
  results { outcome } refusal { code } } }`;
const PLACE = `mutation ($account: ID!, $holding: ID!) { placeHold(input: { account: $account, holding: $holding,
  idempotencyKey: "one wish" }) { outcome refusal { code } } }`;

interface Loan {
  readonly id: string;
  readonly renewals: number | null;
  readonly renewable: { readonly possible: boolean | null; readonly refusal: { readonly code: string } | null } | null;
}
interface Facts {
  readonly state: string;
  readonly reason: { readonly code: string; readonly system: string } | null;
  readonly loans: readonly Loan[] | null;
  readonly holds: readonly { readonly id: string; readonly status: string }[] | null;
}
interface Account {
  readonly id: string;
  readonly library: { readonly id: string };
  readonly facts: Facts;
}
interface Payload {
  readonly outcome: string;
  readonly refusal: { readonly code: string } | null;
  readonly loan?: { readonly renewals: number } | null;
}

let graph: DemoGraph;
let token: string;
beforeAll(async () => {
  graph = await startDemoGraph();
  token = await graph.tokenOf('reader');
  for (const { library, card, pin } of CARDS) {
    const { data } = await graph.ask<{ linkAccount: unknown }>(LINK, { token, variables: { library, card, pin } });
    expect(data.linkAccount).toMatchObject({ refusal: null });
  }
}, 120_000);
afterAll(() => graph.close());

async function readAccounts(): Promise<ReadonlyMap<string, Account>> {
  const { data, errors } = await graph.ask<{ me: { accounts: readonly Account[] } }>(ME, { token });
  expect(errors).toBeUndefined();
  return new Map(data.me.accounts.map((account) => [account.library.id, account]));
}

async function write(query: string, variables: object): Promise<Payload> {
  const { data, errors } = await graph.ask<Record<string, Payload>>(query, { token, variables: { ...variables } });
  expect(errors).toBeUndefined();
  const [payload] = Object.values(data);
  if (payload === undefined) throw new Error('no payload');
  return payload;
}

describe('a reader with cards at three libraries', () => {
  it('sees the loans of each, renews one, is refused one with the reason, and cancels a hold', async () => {
    const accounts = await readAccounts();
    const all = [...accounts.values()];
    expect(all.map(({ facts }) => facts.state)).toEqual(['LIVE', 'LIVE', 'LIVE']);
    const loans = all.flatMap(({ facts }) => facts.loans ?? []);
    const free = loans.find(({ renewable }) => renewable?.possible === true);
    const spent = loans.find(({ renewable }) => renewable?.possible === false);
    const hold = all.flatMap(({ facts }) => facts.holds ?? []).find(({ status }) => status === 'QUEUED');

    const renewed = await write(RENEW, { loan: free?.id });
    const refused = await write(RENEW, { loan: spent?.id });
    const cancelled = await write(CANCEL, { hold: hold?.id });

    expect(renewed).toMatchObject({ outcome: 'DONE', loan: { renewals: (free?.renewals ?? 0) + 1 } });
    expect(refused).toEqual({ outcome: 'REFUSED', refusal: { code: spent?.renewable?.refusal?.code }, loan: null });
    expect(cancelled.outcome).toBe('DONE');
    const after = [...(await readAccounts()).values()].flatMap(({ facts }) => facts.holds ?? []);
    expect(after.map(({ id }) => id)).not.toContain(hold?.id);
  });
});

describe.each(CARDS.map(({ system, library }) => [system, library] as const))('while %s is dead', (system, library) => {
  /** Each write for what stands in the account; nothing of it is sent. */
  async function writeAll({ id: account, facts }: Account): Promise<readonly Payload[]> {
    const payloads = [await write(PLACE, { account, holding: `${system}:holding:1@${library}` })];
    payloads.push(await write(RENEW_ALL, { account }));
    for (const { id } of facts.loans?.slice(0, 1) ?? [])
      payloads.push(await write(RENEW, { loan: id, key: `while ${system} is dead` }));
    for (const { id } of facts.holds?.slice(0, 1) ?? []) payloads.push(await write(CANCEL, { hold: id }));
    return payloads;
  }

  it('costs its own account alone, which has no list, and every write there is refused', async () => {
    const before = await readAccounts();
    const own = before.get(library);
    if (own === undefined) throw new Error(`no account at ${library}`);
    await graph.simulator(system).kill();

    const during = await readAccounts();
    const payloads = await writeAll(own);
    await graph.simulator(system).restart();

    const { facts } = during.get(library) ?? own;
    expect(facts).toMatchObject({ state: 'UNKNOWN', reason: { system }, loans: null, holds: null });
    const others = (accounts: ReadonlyMap<string, Account>) => [...accounts.values()].filter(({ id }) => id !== own.id);
    expect(others(during)).toEqual(others(before));
    expect(payloads.map(({ refusal }) => refusal?.code)).toEqual(payloads.map(() => 'SYSTEM_UNAVAILABLE'));
    // Its breaker opens again with its next probe.
    await expect.poll(async () => (await readAccounts()).get(library)).toEqual(own);
  });
});
