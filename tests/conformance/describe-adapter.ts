/**
 * The suite that every adapter passes against its simulated system, faults included. A new kind of system starts red
 * here. It knows the contract (`adapters/adapter.ts`) and nothing of any system.
 */
import type { LmsAdapter } from '#adapters/adapter.ts';
import type { HoldingRef } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import type { ItemId } from '#domain/ids.ts';
import { mayBeOnLoan } from '#domain/item-status.ts';
import { MerciaError } from '#platform/errors.ts';
import type { ErrorCode } from '#platform/errors.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorOf } from './conformance-system.ts';
import type { Bench, ConformanceSystem, SystemFault } from './conformance-system.ts';
import { describeHarvest, type ToldOfCopies } from './describe-harvest.ts';
import { describePolicies } from './describe-policies.ts';
import { harvestFully } from './apply-harvest.ts';
import { needs } from './needs.ts';
import { createTcpProxy } from './tcp-proxy.ts';
import type { WireMode } from './tcp-proxy.ts';

export interface ConformanceOptions {
  create(): Promise<ConformanceSystem>;
  /** False where it needs no log-in, so that wrong credentials cannot be told. */
  readonly logsIn: boolean;
  /** What its harvest tells of copies that only a move needs; everything else is not told, which is never "empty". */
  readonly tells: readonly ToldOfCopies[];
}

const TIMEOUT_MS = 5_000;
const SHORT_MS = 120;

/** Runs the suite for one adapter. */
export function describeAdapter(name: string, options: ConformanceOptions): void {
  describe(`the ${name} adapter`, () => {
    let bench: Bench;
    const adapters: LmsAdapter[] = [];

    beforeEach(async () => {
      const system = await options.create();
      const wire = await createTcpProxy(system.port);
      const adapter = system.createAdapter(wire.address, TIMEOUT_MS);
      adapters.push(adapter);
      bench = { system, wire, adapter, signal: new AbortController().signal };
    });

    afterEach(async () => {
      await Promise.all(adapters.splice(0).map((adapter) => adapter.close()));
      await bench.wire.close();
      await bench.system.close();
    });

    const impatient = (): LmsAdapter => {
      const adapter = bench.system.createAdapter(bench.wire.address, SHORT_MS);
      adapters.push(adapter);
      return adapter;
    };

    it('has the parts that it declares, and declares the parts that it has', () => {
      const { adapter } = bench;

      expect(adapter.harvest !== undefined, 'HARVEST_FULL').toBe(adapter.capabilities.includes('HARVEST_FULL'));
      expect(adapter.items !== undefined, 'LIVE_ITEMS').toBe(adapter.capabilities.includes('LIVE_ITEMS'));
      expect(adapter.policies !== undefined, 'CODE_LISTS').toBe(adapter.capabilities.includes('CODE_LISTS'));
      expect(new Set(adapter.capabilities).size).toBe(adapter.capabilities.length);
    });

    it('finds everything in order when it probes a healthy system', async () => {
      const probe = await bench.adapter.probe(bench.signal);

      expect(probe.reachable).toBe(true);
      expect(probe.steps.filter((step) => !step.ok)).toEqual([]);
      expect(probe.capabilities).toEqual(bench.adapter.capabilities);
    });

    describe('asked for live items', () => {
      beforeEach(({ skip }) => {
        needs(skip, bench.adapter, 'LIVE_ITEMS', 'HARVEST_FULL');
      });

      it('answers a batch in its order and length, duplicates and unknown records included', async () => {
        const [first, second] = await someHoldings(bench);
        const asked = [second, bench.system.missing, first, second];

        const answers = await itemsOf(bench).findAvailability(asked, bench.signal);

        const ids = answers.map((answer) =>
          answer instanceof MerciaError || answer === null ? answer : answer.items.map((item) => item.id),
        );
        expect(ids[1]).toBeNull();
        expect(ids[0]).toEqual(ids[3]);
        expect(ids[0]).not.toEqual(ids[2]);
        expect(ids[0]).not.toEqual([]);
        expect(ids[2]).not.toEqual([]);
      });

      it('gives items by id in the order asked, null for one that does not exist', async () => {
        const [first, second] = await someItems(bench);

        const answers = await itemsOf(bench).findItems(
          [second, bench.system.missingItem, first, second, createId(bench.adapter.system.id, 'item', 'no number')],
          bench.signal,
        );

        const ids = answers.map((answer) => (answer instanceof MerciaError ? answer : (answer?.item.id ?? null)));
        expect(ids).toEqual([second, null, first, second, null]);
      });

      it('answers an empty batch without a call', async () => {
        expect(await itemsOf(bench).findAvailability([], bench.signal)).toEqual([]);
        expect(await itemsOf(bench).findItems([], bench.signal)).toEqual([]);
        expect(bench.wire.most).toBe(0);
      });

      it('dates its facts, and says of each copy what it is', async () => {
        const answers = await itemsOf(bench).findAvailability(await someHoldings(bench), bench.signal);

        for (const answer of answers) {
          if (answer === null || answer instanceof MerciaError) throw new Error('no facts came');
          expect(new Date(answer.asOf).toISOString()).toBe(answer.asOf);
          for (const item of answer.items) {
            expect(item.id).toMatch(new RegExp(`^${bench.adapter.system.id}:item:.`));
            if (item.status === 'ON_LOAN') expect(item.due).not.toBeNull();
            if (item.due !== null) expect(mayBeOnLoan(item.status)).toBe(true);
          }
        }
      });

      it.each([
        ['travels between sites, for nobody', 'sendAway', 'IN_TRANSIT', 'TRANSIT_NOT_TOLD'],
        ['is kept for a reader', 'keepForReader', 'ON_HOLD_SHELF', 'HOLD_SHELF_NOT_TOLD'],
      ] as const)('never says of a copy that %s that it is surely in its place', async (_, act, status, limitation) => {
        const [first] = await someHoldings(bench);
        bench.system[act](recordOf(first));

        const [answer] = await itemsOf(bench).findAvailability([first], bench.signal);
        if (answer === null || answer === undefined || answer instanceof MerciaError) throw new Error('no facts came');
        const named = await itemsOf(bench).findItems(
          answer.items.map(({ id }) => id),
          bench.signal,
        );

        const told = named.map((one) => (one instanceof MerciaError ? null : (one?.item ?? null)));
        expect(answer.items).not.toEqual([]);
        for (const item of [...answer.items, ...told]) {
          const isTold = item?.status === status || item?.limitations.includes(limitation);
          expect([item?.status, item?.limitations, isTold]).toEqual([item?.status, item?.limitations, true]);
        }
      });

      it('lets one unreadable record cost its own slot only', async () => {
        const [first, second, third] = await someHoldings(bench);
        bench.system.spoilRecord(recordOf(second));

        const answers = await itemsOf(bench).findAvailability([first, second, third], bench.signal);

        expect(answers.map((answer) => answer instanceof MerciaError && answer.code)).toEqual([
          false,
          'LMS_BAD_RESPONSE',
          false,
        ]);
      });

      it('lets live keys that it did not write cost their own slot only', async () => {
        const [first] = await someHoldings(bench);

        const answers = await itemsOf(bench).findAvailability([{ id: first.id, liveKeys: ['?'] }, first], bench.signal);

        expect(answers[0]).toBeInstanceOf(MerciaError);
        expect(answers[1]).not.toBeInstanceOf(MerciaError);
      });

      it('holds no more sockets open than the system allows, whatever is asked at once', async () => {
        const holdings = await someHoldings(bench);
        bench.wire.setMode('pass');

        await Promise.all(Array.from({ length: 12 }, () => itemsOf(bench).findAvailability(holdings, bench.signal)));

        expect(bench.wire.most).toBeGreaterThan(0);
        expect(bench.wire.most).toBeLessThanOrEqual(bench.system.connections);
      });

      it('gives up a system that hangs, in time and down to the socket', async () => {
        const holdings = await someHoldings(bench);
        const adapter = impatient();
        bench.wire.setMode('hang');
        const started = performance.now();

        const code = await codeOf(adapter.items?.findAvailability(holdings, bench.signal));
        const elapsed = performance.now() - started;
        await bench.wire.untilClosed();

        expect(code).toBe('LMS_TIMEOUT');
        // Without a limit of its own it would wait for as long as the socket is open.
        expect(elapsed).toBeLessThan(TIMEOUT_MS);
      });

      it('gives up when its caller does, down to the socket', async () => {
        const holdings = await someHoldings(bench);
        bench.wire.setMode('hang');
        const caller = new AbortController();
        const asked = bench.wire.untilAsked();
        const outcome = codeOf(itemsOf(bench).findAvailability(holdings, caller.signal));

        await asked;
        caller.abort();

        expect(await outcome).toBe('LMS_TIMEOUT');
        await bench.wire.untilClosed();
      });

      it.each<readonly [WireMode, ErrorCode]>([
        ['garbage', 'LMS_BAD_RESPONSE'],
        ['reset', 'LMS_UNAVAILABLE'],
      ])('says what it is when the wire does %s: %s', async (mode, code) => {
        const holdings = await someHoldings(bench);
        bench.wire.setMode(mode);

        expect(await codeOf(itemsOf(bench).findAvailability(holdings, bench.signal))).toBe(code);
      });

      it('says LMS_UNAVAILABLE for a dead system, and answers again when it is back', async () => {
        const holdings = await someHoldings(bench);
        await bench.wire.stop();
        const dead = await codeOf(itemsOf(bench).findAvailability(holdings, bench.signal));
        await bench.wire.start();

        const answers = await itemsOf(bench).findAvailability(holdings, bench.signal);

        expect(dead).toBe('LMS_UNAVAILABLE');
        expect(answers.filter((answer) => answer instanceof MerciaError)).toEqual([]);
      });

      it.each<readonly [SystemFault, ErrorCode]>([
        ['web page', 'LMS_BAD_RESPONSE'],
        ['cut answer', 'LMS_BAD_RESPONSE'],
        ['internal error', 'LMS_BAD_RESPONSE'],
        ['out of service', 'LMS_UNAVAILABLE'],
        ['overloaded', 'LMS_RATE_LIMITED'],
        ...(options.logsIn ? ([['wrong credentials', 'LMS_AUTH_FAILED']] as const) : []),
      ])('turns %s into %s, naming the system', async (fault, code) => {
        const holdings = await someHoldings(bench);
        await bench.system.setFault(fault);

        const error = await errorOf(itemsOf(bench).findAvailability(holdings, bench.signal));

        expect(error.code).toBe(code);
        expect(error.message).toContain(`[${bench.adapter.system.id}]`);
      });
    });

    describe('probing a sick system', () => {
      it.each<SystemFault>(['web page', 'cut answer', 'internal error', 'out of service'])(
        'reports and does not throw: %s',
        async (fault) => {
          await bench.system.setFault(fault);

          const probe = await bench.adapter.probe(bench.signal);

          expect(probe.steps.some((step) => !step.ok)).toBe(true);
          expect(probe.capabilities).toEqual([]);
        },
      );

      it('says that a dead system cannot be reached', async () => {
        await bench.wire.stop();

        const probe = await bench.adapter.probe(bench.signal);

        expect(probe.reachable).toBe(false);
        expect(probe.steps.at(0)?.detail).toContain(bench.adapter.system.id);
      });
    });

    it('ends calls under way when it is closed', async ({ skip }) => {
      needs(skip, bench.adapter, 'LIVE_ITEMS', 'HARVEST_FULL');
      const holdings = await someHoldings(bench);
      bench.wire.setMode('hang');
      const asked = bench.wire.untilAsked();
      const outcome = codeOf(itemsOf(bench).findAvailability(holdings, bench.signal));

      await asked;
      await bench.adapter.close();

      expect(await outcome).toBe('LMS_UNAVAILABLE');
      await bench.wire.untilClosed();
    });

    describeHarvest(() => bench, options.tells);
    describePolicies(() => bench);
  });
}

function itemsOf({ adapter }: Bench): NonNullable<LmsAdapter['items']> {
  if (adapter.items === undefined) throw new Error('this adapter has no live items');
  return adapter.items;
}

/** Three holdings with copies, of three records, as harvest finds them. */
async function someHoldings(bench: Bench): Promise<readonly [HoldingRef, HoldingRef, HoldingRef]> {
  const { adapter } = bench;
  if (adapter.harvest === undefined) throw new Error('this adapter has no harvest');
  const index = await harvestFully(adapter.harvest);
  const found: HoldingRef[] = [];
  for (const [localId, record] of index.described) {
    const holding = record.holdings.find((one) => (one.copies ?? 0) > 0);
    if (holding === undefined) continue;
    const id = createId(adapter.system.id, 'holding', `${localId}@${holding.library}`);
    found.push({ id, liveKeys: holding.liveKeys });
  }
  const [first, second, third] = found;
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few holdings');
  return [first, second, third];
}

async function someItems(bench: Bench): Promise<readonly [ItemId, ItemId]> {
  const answers = await itemsOf(bench).findAvailability(await someHoldings(bench), bench.signal);
  const ids = answers.flatMap((answer) =>
    answer === null || answer instanceof MerciaError ? [] : answer.items.map((item) => item.id),
  );
  const [first, second] = ids;
  if (first === undefined || second === undefined) throw new Error('too few items');
  return [first, second];
}

function recordOf(holding: HoldingRef): string {
  const local = holding.id.split(':').slice(2).join(':');
  return local.slice(0, local.lastIndexOf('@'));
}

async function codeOf(promise: Promise<unknown> | undefined): Promise<ErrorCode> {
  return (await errorOf(promise)).code;
}
