import { setTimeout } from 'node:timers/promises';
import { mutationsOf } from '#tests/support/mutations-of.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SystemId } from '#domain/ids.ts';
import { TITLE } from '#tests/circulation/support/fake-readers.ts';
import { startAccountsGraph, SYSTEMS, type AccountsGraph, type TestSystem } from './support/start-accounts-graph.ts';

const ME = `{ me { id accounts { id library { id name } facts { state asOf reason { code system } category
  loans { title record { title } due { on } } holds { status } charges { amount { amount } } blocks { code } } } } }`;

/** Every mutation that asks a library system, for the account at one of them. */
const WRITES: Readonly<Record<string, string>> = {
  renewLoan: 'renewLoan(input: { loan: $loan }) { outcome refusal { code } loan { due { on } } }',
  renewAllLoans: 'renewAllLoans(input: { account: $account }) { results { outcome } refusal { code } }',
  placeHold: `placeHold(input: { account: $account, holding: $holding, idempotencyKey: $key }) {
    outcome refusal { code } hold { status } }`,
  cancelHold: 'cancelHold(input: { hold: $hold }) { outcome refusal { code } hold { status } }',
};
/** Mutations of `patrons`, which ask through it. */
const OF_PATRONS = ['linkAccount', 'linkAccountByStaff', 'unlinkAccount'];
const DECLARED = '$loan: ID!, $account: ID!, $holding: ID!, $hold: ID!, $key: String!';
const EACH = `mutation (${DECLARED}) { ${Object.values(WRITES).join('\n')} }`;

let graph: AccountsGraph;
beforeEach(async () => {
  graph = await startAccountsGraph();
});
afterEach(() => graph.close());

function wishesAt(name: TestSystem): Readonly<Record<string, unknown>> {
  const system = name as string as SystemId;
  const { ids } = graph;
  return {
    loan: ids.loan({ system, account: '5', localId: '51' }),
    hold: ids.hold({ system, account: '5', localId: '53' }),
    account: ids.account({ system, account: '5' }),
    holding: `${system}:holding:1@lib-${system}`,
    key: 'one wish',
  };
}

interface Told {
  readonly me: { readonly accounts: readonly { readonly facts: { readonly state: string } }[] };
}

it('has a question for every mutation of the public graph', async () => {
  const { data } = await graph.ask('{ __schema { mutationType { fields { name } } } }');

  const { fields } = (data as { __schema: { mutationType: { fields: { name: string }[] } } }).__schema.mutationType;
  expect(fields.map(({ name }) => name).toSorted()).toEqual(
    [...Object.keys(WRITES), ...OF_PATRONS, ...mutationsOf('migration'), ...mutationsOf('catalogue')].toSorted(),
  );
});

describe.each(SYSTEMS)('with %s dead', (dead) => {
  const place = SYSTEMS.indexOf(dead);

  it('me has every account: its own is UNKNOWN, without any list, the others are as they were', async () => {
    const whole = (await graph.ask(ME)).data as Told;
    graph.readers[dead].reading = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const { data, errors, extensions } = await graph.ask(ME);

    const { accounts } = (data as Told).me;
    expect(errors).toEqual([]);
    expect(accounts[place]?.facts).toEqual({
      state: 'UNKNOWN',
      asOf: null,
      reason: { code: 'UNREACHABLE', system: dead },
      category: null,
      loans: null,
      holds: null,
      charges: null,
      blocks: null,
    });
    expect(accounts.toSpliced(place, 1)).toEqual(whole.me.accounts.toSpliced(place, 1));
    expect(accounts.toSpliced(place, 1).map(({ facts }) => facts.state)).toEqual(['LIVE', 'LIVE']);
    expect(extensions).toEqual({
      notLive: [{ system: dead, name: `Library system ${dead}`, code: 'UNREACHABLE', states: { UNKNOWN: 1 } }],
    });
  });

  it('every mutation has data and an outcome, and is done at the others', async () => {
    graph.readers[dead].reading = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    for (const name of SYSTEMS) {
      const { data, errors } = await graph.ask(EACH, wishesAt(name));

      const told = data as Readonly<Record<string, { outcome?: string; refusal: { code: string } | null }>>;
      const refused = name === dead ? 'SYSTEM_UNAVAILABLE' : undefined;
      expect(errors).toEqual([]);
      for (const field of Object.keys(WRITES)) expect(told[field]?.refusal?.code, field).toBe(refused);
      expect(graph.readers[name].writeCalls().length > 0).toBe(name !== dead);
    }
  });
});

describe('somebody who is not signed in', () => {
  it('is told nothing of anybody, and changes nothing', async () => {
    const told = await graph.ask(ME, {}, null);
    const { data, errors } = await graph.ask(EACH, wishesAt('arden'), null);

    expect(told.data).toEqual({ me: null });
    expect(data).toEqual(Object.fromEntries(Object.keys(WRITES).map((name) => [name, null])));
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(Object.keys(WRITES).map(() => 'FORBIDDEN'));
    expect(SYSTEMS.flatMap((name) => graph.readers[name].calls)).toEqual([]);
  });
});

describe('a record that the index does not have', () => {
  it('is null, without an error, beside one that it has', async () => {
    const query = '{ me { accounts { facts { loans { record { id title } } holds { title record { id title } } } } } }';

    const { data, errors, extensions } = await graph.ask(query);

    const id = 'arden:record:r51';
    const [facts] = (data as { me: { accounts: { facts: { loans: unknown[] } }[] } }).me.accounts.map(
      (one) => one.facts,
    );
    expect([errors, extensions]).toEqual([[], undefined]);
    expect(facts?.loans[0]).toEqual({ record: { id, title: `Title of ${id}` } });
    expect(facts).toMatchObject({ holds: [{ title: TITLE, record: null }] });
  });
});

describe('one request that wants the same account twice', () => {
  it('asks its system once', async () => {
    const { arden } = graph.readers;
    arden.reading = { kind: 'is slow' };
    const asking = graph.ask(`{ one: ${ME.slice(1, -1)} other: ${ME.slice(1, -1)} }`);
    await expect.poll(() => arden.calls.length).toBe(1);
    // The gateway may send it as two requests: the second one has come before the system answers the first.
    await setTimeout(500);
    arden.letOn();
    const { data, errors } = await asking;

    expect(errors).toEqual([]);
    expect((data as { one: unknown }).one).toEqual((data as { other: unknown }).other);
    expect(graph.readers.arden.calls).toEqual(['account 5']);
  });
});
