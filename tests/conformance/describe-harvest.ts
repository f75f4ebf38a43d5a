/** The part of the conformance suite that harvests: nothing lost, nothing doubled, wherever it is interrupted. */
import type { HarvestedDescription, HarvestFrom, HarvestPage, HarvestSource } from '#adapters/adapter.ts';
import type { ItemDetails, ItemForMoves } from '#domain/catalogue.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyPage, collectPages, emptyIndex, harvestFully, textOf } from './apply-harvest.ts';
import type { TestIndex } from './apply-harvest.ts';
import type { Bench } from './conformance-system.ts';
import { needs } from './needs.ts';

const NO_SUCH_RECORD = '99999999';
const NOTHING_MORE = { resumeAt: '', expected: null, nextCursor: null, allLocalIds: null };
const FULL: HarvestFrom = { run: { kind: 'full' }, resumeAt: null };

/** Something that harvest may tell of a copy and that only a move needs. */
export type ToldOfCopies = keyof ItemDetails | Exclude<keyof ItemForMoves, 'details'>;

/** Describes the harvest of whatever bench stands ready when a test runs. */
export function describeHarvest(benchOf: () => Bench, tells: readonly ToldOfCopies[]): void {
  const sourceOf = (): HarvestSource => {
    const { harvest } = benchOf().adapter;
    if (harvest === undefined) throw new Error('this adapter has no harvest');
    return harvest;
  };

  describe('harvesting', () => {
    beforeEach(({ skip }) => {
      needs(skip, benchOf().adapter, 'HARVEST_FULL');
    });

    it('says how', async () => {
      expect(await sourceOf().describe(benchOf().signal)).not.toBe('');
    });

    it('brings every record of a full run once, over several pages', async () => {
      const pages = await collectPages(sourceOf(), FULL);
      const ids = pages.flatMap((page) =>
        page.records.filter((record) => !record.deleted).map((record) => record.localId),
      );

      expect(pages.length).toBeGreaterThan(2);
      expect(ids.toSorted()).toEqual([...benchOf().system.recordIds()].toSorted());
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('tells of copies what it says that it tells, and of the rest not that there is none', async () => {
      const { described } = await harvestFully(sourceOf());

      const copies = [...described.values()].flatMap(({ items, leftOutItems }) => [...items, ...leftOutItems]);

      expect([...new Set(copies.flatMap(toldOfCopy))].toSorted()).toEqual(tells.toSorted());
    });

    it('says on the last page only where the next run starts, and which ids there are', async () => {
      const pages = await collectPages(sourceOf(), FULL);
      const last = pages.at(-1);

      expect(last?.nextCursor).not.toBeNull();
      expect([...(last?.allLocalIds ?? [])].toSorted()).toEqual([...benchOf().system.recordIds()].toSorted());
      expect(pages.slice(0, -1).filter((page) => page.nextCursor !== null || page.allLocalIds !== null)).toEqual([]);
    });

    it('tells a stored record as it told the harvested one, and its copies no better than they were shown', async () => {
      const { rules } = sourceOf();
      const described = [...(await harvestFully(sourceOf())).described.values()];
      const hidden = (one: HarvestedDescription): HarvestedDescription => ({
        ...one,
        items: one.items.map((item) => ({ ...item, visibility: 'SUPPRESSED' })),
      });

      const again = described.map((one) => rules.readAgain(one));
      const shown = described.map((one) => rules.readAgain(hidden(one)));

      // Nothing is kept of a record for an interlibrary loan, and no copies of a hidden one.
      const isPublic = described.map(({ visibility }) => visibility === 'PUBLIC');
      const pick = <T>(list: readonly T[]): readonly T[] => list.filter((_, place) => isPublic[place]);
      expect(pick(again).map(toldOf)).toEqual(pick(described).map(toldOf));
      expect(again.map((one) => one?.visibility)).toEqual(described.map(({ visibility }) => visibility));
      expect(shown.flatMap((one) => one?.items.filter(({ visibility }) => visibility === 'PUBLIC') ?? [])).toEqual([]);
      const stillPublic = shown.filter((one) => one?.visibility === 'PUBLIC');
      expect(stillPublic.flatMap((one) => one?.holdings.filter(({ basis }) => basis === 'ITEMS') ?? [])).toEqual([]);
    });

    it('goes on behind every page of a full run without losing or doubling a record', async () => {
      const whole = await collectPages(sourceOf(), FULL);
      const expected = textOf(applied(whole));

      for (let boundary = 1; boundary < whole.length; boundary += 1) {
        const before = whole.slice(0, boundary);
        const after = await collectPages(sourceOf(), { ...FULL, resumeAt: before.at(-1)?.resumeAt ?? null });
        const ids = [...before, ...after].flatMap((page) => page.records.map((record) => record.localId));

        expect(textOf(applied([...before, ...after]))).toEqual(expected);
        expect(new Set(ids).size).toBe(ids.length);
        expect(after.at(-1)?.allLocalIds?.size).toBe(benchOf().system.recordIds().length);
      }
    });

    it('says of copies nothing that a live answer of the same moment contradicts, though it may know less', async ({
      skip,
    }) => {
      needs(skip, benchOf().adapter, 'LIVE_ITEMS');
      benchOf().system.change();
      const { adapter, signal } = benchOf();
      const startedAt = Date.now();
      const { described } = await harvestFully(sourceOf());
      const harvested = [...described].flatMap(([localId, record]) =>
        record.holdings.map((holding) => ({
          ref: {
            id: createId(adapter.system.id, 'holding', `${localId}@${holding.library}`),
            liveKeys: holding.liveKeys,
          },
          facts: holding.facts,
        })),
      );

      const live = await adapter.items?.findAvailability(
        harvested.map(({ ref }) => ref),
        signal,
      );

      for (const [index, { ref, facts }] of harvested.entries()) {
        const now = live?.[index];
        if (facts === null || now === null || now === undefined || now instanceof MerciaError) continue;
        expect(contradictions(facts, now), ref.id).toEqual([]);
        expect(Date.parse(facts.asOf)).toBeGreaterThan(startedAt - ROUNDED_DOWN_MS);
        expect(Date.parse(facts.asOf)).toBeLessThanOrEqual(Date.now());
      }
      expect(harvested.filter(({ facts }) => facts !== null && facts.items.length > 0).length).toBeGreaterThan(10);
    });

    it('brings single records, where it can, as a full run brings them, and says which are gone', async (test) => {
      const source = sourceOf();
      test.skip(source.findRecords === undefined, 'this way of harvest gives its records only all together');
      const whole = await harvestFully(source);
      const [first = '', second = ''] = [...whole.records.keys()].toSorted().slice(-2);

      const found = await source.findRecords?.([first, NO_SUCH_RECORD, second], benchOf().signal);

      expect(found?.rejects).toEqual([]);
      const index = emptyIndex();
      applyPage(index, { records: found?.records ?? [], rejects: [], ...NOTHING_MORE });
      expect([...index.records]).toEqual([first, second].map((id) => [id, whole.records.get(id)]));
      expect(found?.records).toContainEqual({ deleted: true, localId: NO_SUCH_RECORD, changedAt: null });
    });

    it('brings what changed since, deletions included', async ({ skip }) => {
      needs(skip, benchOf().adapter, 'HARVEST_CHANGES');
      const index = await harvestFully(sourceOf());
      benchOf().system.change();

      for (const page of await changesOf(sourceOf(), index)) applyPage(index, page);

      expect(textOf(index)).toEqual(textOf(await harvestFully(sourceOf())));
    });

    it('goes on behind every page of a run of changes', async ({ skip }) => {
      needs(skip, benchOf().adapter, 'HARVEST_CHANGES');
      const before = await harvestFully(sourceOf());
      benchOf().system.change();
      const expected = textOf(await harvestFully(sourceOf()));
      const whole = await changesOf(sourceOf(), before);

      for (let boundary = 1; boundary < whole.length; boundary += 1) {
        const index = copyOf(before);
        const head = whole.slice(0, boundary);
        const rest = await changesOf(sourceOf(), before, head.at(-1)?.resumeAt ?? null);
        for (const page of [...head, ...rest]) applyPage(index, page);

        expect(textOf(index)).toEqual(expected);
      }
    });

    it('ends a run of changes on a quiet day with a new cursor and nothing undone', async ({ skip }) => {
      needs(skip, benchOf().adapter, 'HARVEST_CHANGES');
      const index = await harvestFully(sourceOf());
      const expected = textOf(index);

      const pages = await changesOf(sourceOf(), index);
      for (const page of pages) applyPage(index, page);

      expect(pages.at(-1)?.nextCursor).not.toBeNull();
      expect(textOf(index)).toEqual(expected);
    });

    it('ends with an error of ours when the system dies, and goes on when it is back', async () => {
      const { wire } = benchOf();
      const expected = textOf(await harvestFully(sourceOf()));
      const index = emptyIndex();
      let resumeAt: string | null = null;
      const broken = async (): Promise<void> => {
        for await (const page of sourceOf().pages(FULL, benchOf().signal)) {
          applyPage(index, page);
          resumeAt = page.resumeAt;
          await wire.stop();
        }
      };

      await expect(broken()).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE' });
      await wire.start();
      for (const page of await collectPages(sourceOf(), { ...FULL, resumeAt })) applyPage(index, page);

      expect(textOf(index)).toEqual(expected);
    });

    it.each(['web page', 'cut answer', 'internal error'] as const)(
      'ends with LMS_BAD_RESPONSE on %s, never as if it were done',
      async (fault) => {
        await benchOf().system.setFault(fault);

        const outcome = await collectPages(sourceOf(), FULL).then(
          () => 'finished',
          (error: unknown) => (error instanceof MerciaError ? error.code : 'no error of ours'),
        );

        expect(outcome).toBe('LMS_BAD_RESPONSE');
      },
    );

    it('begins again where it cannot go on: with a text that it did not write', async () => {
      const expected = textOf(await harvestFully(sourceOf()));

      const pages = await collectPages(sourceOf(), { ...FULL, resumeAt: '{"v":0}' });

      expect(textOf(applied(pages))).toEqual(expected);
    });
  });
}

function toldOfCopy({ status, statusAtSource, use, staffNotes, details }: ItemForMoves): readonly string[] {
  const own = Object.entries({ status, statusAtSource, use, staffNotes }).filter(([, value]) => value !== null);
  return [...own.map(([name]) => name), ...Object.keys(details)];
}

/** Everything but how the copies stood. */
function toldOf(one: HarvestedDescription | null): unknown {
  return one === null ? null : { ...one, holdings: one.holdings.map((holding) => ({ ...holding, facts: null })) };
}

/** Systems date their answers by the second. */
const ROUNDED_DOWN_MS = 1_000;

/** Where what harvest said of a holding differs from what the system says now; not knowing is no difference. */
function contradictions(harvested: HoldingFacts, live: HoldingFacts): readonly string[] {
  const byId = new Map(live.items.map((item) => [item.id, item]));
  const missing = [...byId.keys()].filter((id) => !harvested.items.some((item) => item.id === id));
  const differing = harvested.items.flatMap((item): readonly string[] => {
    const now = byId.get(item.id);
    if (now === undefined) return [`${item.id} is not there`];
    return [
      ...(item.status === 'UNKNOWN' || item.status === now.status ? [] : [`${item.id} ${item.status}: ${now.status}`]),
      ...(item.use === 'UNKNOWN' || item.use === now.use ? [] : [`${item.id} ${item.use}: ${now.use}`]),
      ...(item.due === null || item.due.on === now.due?.on ? [] : [`${item.id} is due ${item.due.on}`]),
      ...(item.status === 'UNKNOWN' && item.reason === null && now.status !== 'UNKNOWN' ? [`${item.id}: why?`] : []),
      ...(item.barcode === now.barcode && item.callNumber === now.callNumber ? [] : [`${item.id} has other marks`]),
    ];
  });
  const queue = harvested.holdQueue === null || harvested.holdQueue === live.holdQueue ? [] : ['another queue'];
  return [...missing.map((id) => `${id} was left out`), ...differing, ...queue];
}

function applied(pages: readonly HarvestPage[]): TestIndex {
  const index = emptyIndex();
  for (const page of pages) applyPage(index, page);
  return index;
}

function copyOf(index: TestIndex): TestIndex {
  return { records: new Map(index.records), described: new Map(index.described), nextCursor: index.nextCursor };
}

async function changesOf(
  source: HarvestSource,
  index: TestIndex,
  resumeAt: string | null = null,
): Promise<readonly HarvestPage[]> {
  if (index.nextCursor === null) throw new Error('the run before gave no cursor');
  return collectPages(source, { run: { kind: 'changes', cursor: index.nextCursor }, resumeAt });
}
