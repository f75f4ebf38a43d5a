/** Writes to real wire protocols that break off: what is told is what happened, and nothing reaches a system twice. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createPatronDependencies } from '#subgraphs/circulation/index.ts';
import { createKohaReaders } from '#tests/conformance/koha-readers.ts';
import type { PatronSystem, SceneReader } from '#conformance/readers/patron-system.ts';
import { createSip2Readers } from '#tests/conformance/sip2-readers.ts';
import { createSymphonyPatrons } from '#tests/conformance/symphony-patrons.ts';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BEFORE_RELEASE } from '../release.ts';
import { askRouter, createNamer, SECRET, type AskedRouter, type Namer } from './support/asked-router.ts';
import { createLossySip2Wire } from './support/lossy-sip2-wire.ts';
import { createLossyWire, type Loss, type LossyWire } from './support/lossy-wire.ts';
import { knownOf, withHoldings } from './support/known-copies-of.ts';

/** Long enough for what is asked before, on a machine that is busy. */
const CALL_TIMEOUT_MS = 1_500;
const BUDGET_MS = 30_000;
/** When a write that left no trace is held to be lost. */
const LONG_AFTER_MS = 6 * CALL_TIMEOUT_MS + 1_000;

const RENEW = `mutation ($loan: ID!) { renewLoan(input: { loan: $loan }) { outcome refusal { code } loan { due { on } } } }`;
const PLACE = `mutation ($account: ID!, $holding: ID!, $item: ID, $pickup: String) { placeHold(input: { account: $account,
  holding: $holding, item: $item, pickup: $pickup, idempotencyKey: "one wish" }) { outcome refusal { code } hold { id } } }`;
const CANCEL = `mutation ($hold: ID!) { cancelHold(input: { hold: $hold }) { outcome refusal { code } } }`;

type CreateWire = (port: number) => Promise<LossyWire>;

type System = readonly [string, () => Promise<PatronSystem>, CreateWire, readonly Loss['how'][]];

const LOSSES: readonly Loss['how'][] = ['hangs', 'cut', '500'];
const LOSSES_OF_HTTP: readonly Loss['how'][] = [...LOSSES, '503'];

const SIP2_OF_SYMPHONY: System = [
  'SIP2 server of a Symphony',
  () => createSip2Readers('symphony'),
  createLossySip2Wire,
  LOSSES,
];
const SYSTEMS: readonly System[] = [
  ['Koha', () => createKohaReaders({ login: 'oauth' }), createLossyWire, LOSSES_OF_HTTP],
  ['Symphony', () => createSymphonyPatrons(), createLossyWire, LOSSES_OF_HTTP],
  ['SIP2 server of a Koha', () => createSip2Readers('koha'), createLossySip2Wire, LOSSES],
  // The other dialect, over the same wire: before a release alone.
  ...(BEFORE_RELEASE ? [SIP2_OF_SYMPHONY] : []),
];

interface Payload {
  readonly outcome: string;
  readonly refusal: { readonly code: string } | null;
}

describe.each(SYSTEMS)('a write to a simulated %s', (_, create, createWire, losses) => {
  let system: PatronSystem;
  let wire: LossyWire;
  let adapter: LmsAdapter;
  let router: AskedRouter;
  let namer: Namer;
  let account: string;
  let clockAhead: number;

  beforeEach(async () => {
    system = await create();
    wire = await createWire(system.port);
    adapter = withHoldings(system.createAdapter(wire.address, CALL_TIMEOUT_MS, pino({ level: 'silent' })));
    clockAhead = 0;
    const now = (): number => Date.now() + clockAhead;
    const means = createPatronDependencies({ secret: SECRET, db: null, now });
    const pickups = system.scene.holdable.flatMap(({ pickup }) => pickup ?? []);
    router = askRouter({
      adapters: [adapter],
      means,
      now,
      callTimeoutMs: CALL_TIMEOUT_MS,
      lookAfterMs: [0, 50],
      sites: [system.scene.reader.homeSite ?? 'HQ', ...pickups],
      lastKnown: knownOf(adapter, system.scene.holdable),
    });
    namer = createNamer(means, now);
    account = await localAccountOf(system.scene.reader);
  });
  afterEach(async () => {
    await adapter.close();
    await wire.close();
    await system.close();
  });

  async function localAccountOf({ card }: SceneReader): Promise<string> {
    const found = await adapter.patrons?.find(card, new AbortController().signal);
    if (found === null || found === undefined) throw new Error('the scene has no such reader');
    return found.account;
  }

  async function ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<Payload> {
    const accounts = [namer.account(adapter.system.id, account)];
    const { data, errors } = await router.ask(query, variables, { accounts, budgetMs: BUDGET_MS });
    expect(errors).toEqual([]);
    return Object.values(data ?? {})[0] as Payload;
  }

  async function facts() {
    const told = await adapter.patrons?.account(account, new AbortController().signal);
    if (told === null || told === undefined) throw new Error('the account is gone');
    return told;
  }

  /** Each kind of write: how it is asked for, and whether the system has done it. */
  async function writes() {
    const before = await facts();
    const { id } = adapter.system;
    const loan = before.loans?.find(({ renewable }) => renewable?.possible !== false);
    const hold = before.holds?.find(({ status }) => status === 'QUEUED');
    const [wanted] = system.scene.holdable;
    const holding = `${id}:holding:${wanted.recordLocalId}@lib-${id}`;
    const item = wanted.itemLocalId === null ? null : `${id}:item:${wanted.itemLocalId}`;
    const find = async () => (await facts()).loans?.find(({ localId }) => localId === loan?.localId);
    return [
      {
        ask: () => ask(RENEW, { loan: namer.loan(id, loan?.localId ?? '', account) }),
        isDone: async () => JSON.stringify((await find())?.due) !== JSON.stringify(loan?.due),
      },
      {
        ask: () => ask(PLACE, { account: namer.account(id, account), holding, item, pickup: wanted.pickup }),
        isDone: async () => system.holdsOn(wanted.recordLocalId) === 1,
      },
      {
        ask: () => ask(CANCEL, { hold: namer.hold(id, hold?.localId ?? '', account) }),
        isDone: async () => (await facts()).holds?.every(({ localId }) => localId !== hold?.localId) === true,
      },
    ];
  }

  it('is done, once', async () => {
    for (const write of await writes()) {
      expect((await write.ask()).outcome).toBe('DONE');
      expect(await write.isDone()).toBe(true);
    }
    expect([wire.writes, system.writes()]).toEqual([3, 3]);
  });

  it.each(losses)('that was done and then %s is asked back: DONE, and never sent again', async (how) => {
    wire.loss = { when: 'after', how };
    for (const write of await writes()) {
      expect((await write.ask()).outcome).toBe('DONE');
      expect((await write.ask()).outcome).toBe('DONE');
      expect(await write.isDone()).toBe(true);
    }
    expect([wire.writes, system.writes()]).toEqual([3, 3]);
  });

  it.each(losses)('that %s before it was done is UNKNOWN, then known to be lost, and never sent again', async (how) => {
    wire.loss = { when: 'before', how };
    const asked = await writes();
    for (const write of asked) expect((await write.ask()).outcome).toBe('UNKNOWN');
    wire.loss = null;
    for (const write of asked) expect((await write.ask()).outcome).toBe('UNKNOWN');
    clockAhead += LONG_AFTER_MS;

    for (const write of asked) {
      expect((await write.ask()).refusal?.code).toBe('SYSTEM_UNAVAILABLE');
      expect(await write.isDone()).toBe(false);
    }
    expect([wire.writes, system.writes()]).toEqual([3, 0]);
  });
});
