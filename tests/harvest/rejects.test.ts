import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { rest } from '#tests/exchanges/koha/running-koha.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { listRejects, readRejectsAgain, type HarvestKind } from '#union-index/harvest/index.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import type { HarvestFrom, HarvestPage, HarvestSource, LmsAdapter } from '#contract/adapter.ts';
import { NO_RULES } from '#tests/support/reading-rules.ts';
import { describe, expect, it } from 'vitest';
import { createSampleSystem, numberedIds, sampleIngest, type SampleSource } from './sample-source.ts';

const store = withTestDatabase();
const logger = createLogger('silent');
const NOW = new Date('2026-02-03T04:05:06Z');

function optionsFor(adapter: LmsAdapter) {
  const ingest = createIngest({ regionId: 'test', owners: [], logger });
  const { signal } = new AbortController();
  return { db: store.db, adapter, ingest, holder: 'test', clock: () => NOW, signal, logger };
}

async function titlesOf(system: SystemId): Promise<readonly (string | null)[]> {
  const rows = await store.db
    .selectFrom('record')
    .innerJoin('system', 'system.id', 'record.system')
    .select(['local_id', 'title'])
    .where('system_id', '=', system)
    .where('local_id', 'in', ['15', '16'])
    .where('deleted', '=', false)
    .execute();
  return rows.map(({ title }) => title);
}

/** Whether the bytes of each system's only reject are gone. */
async function bytesOf(...systems: readonly string[]): Promise<readonly boolean[]> {
  const rows = await store.db
    .selectFrom('reject')
    .innerJoin('system', 'system.id', 'reject.system')
    .select(['system_id', 'raw'])
    .execute();
  return systems.map((system) => rows.find((row) => row.system_id === system)?.raw.length === 0);
}

describe('records that could not be read', () => {
  it('are listed with the reason, are refused again while they are broken, and are taken in once they can be read', async () => {
    const { adapter, simulator } = await rest({ preferences: { 'OAI-PMH': false } });
    const options = optionsFor(adapter);
    const { id: system } = adapter.system;
    await simulator.faults.set({ badRecords: [15, 16] });
    await harvestSystem(options);

    expect(await listRejects(store.db, [system])).toEqual(
      ['15', '16'].map((localId) => ({
        system,
        localId,
        place: `record ${localId}`,
        reason: expect.stringContaining('cannot write') as string,
        rejectedAt: NOW,
      })),
    );
    // Their titles are told by Koha's columns meanwhile.
    expect(await titlesOf(system)).toEqual(['Title 15', 'Title 16']);
    expect(await readRejectsAgain(options)).toEqual({ system, read: 0, gone: 0, refused: 2, left: 0 });
    expect(await listRejects(store.db, [system])).toHaveLength(2);

    await simulator.faults.clear();
    simulator.world.biblios.delete(16);
    expect(await readRejectsAgain(options)).toEqual({ system, read: 1, gone: 1, refused: 0, left: 0 });
    expect(await listRejects(store.db, [system])).toEqual([]);
    expect(await titlesOf(system)).toEqual(['Title 15']);
  });

  it('lose their bytes when they are older than the region keeps them, whatever becomes of the system, and stay listed', async () => {
    const source = { ids: numberedIds(10), pageSize: 10, nextCursor: 'c1', rejectEvery: 10 };
    const ingest = createIngest({ regionId: 'test', owners: [], logger });
    const at = (system: LmsAdapter, day: string) => ({
      ...optionsFor(system),
      ingest,
      kind: 'full' as const,
      clock: () => new Date(day),
      rejectDays: 30,
    });
    const [oak, fir] = [createSampleSystem('oak', source), createSampleSystem('fir', source)];
    const pages = () => {
      throw new MerciaError('LMS_UNAVAILABLE', '[oak] no answer');
    };
    const dead = { ...oak, harvest: { rules: NO_RULES, describe: async () => 'not at all', pages } };
    await harvestSystem(at(oak, '2026-02-01'));
    await harvestSystem(at(fir, '2026-02-20'));
    expect(await bytesOf('oak', 'fir')).toEqual([false, false]);

    await expect(harvestSystem(at(dead, '2026-03-05'))).rejects.toThrow();
    const afterwards = await bytesOf('oak', 'fir');
    await harvestSystem(at(oak, '2026-03-06'));

    expect(afterwards).toEqual([true, false]);
    expect(await bytesOf('oak', 'fir')).toEqual([true, false]);
    expect(await listRejects(store.db, ['oak' as SystemId])).toMatchObject([{ rejectedAt: new Date('2026-02-01') }]);
  });

  describe('without a number', () => {
    /** A system of 20 records, 10 to a page, of which the first of each page may be too broken to find its number. */
    function createBroken(broken: readonly number[], more: Partial<SampleSource> = {}): LmsAdapter {
      const system = createSampleSystem('yew', { ids: numberedIds(20), pageSize: 10, nextCursor: 'c1', ...more });
      async function* pages(from: HarvestFrom, signal: AbortSignal): AsyncGenerator<HarvestPage> {
        for await (const page of system.harvest?.pages(from, signal) ?? []) {
          const number = Number(page.resumeAt) / 10;
          const reject = { localId: null, place: `page ${number}`, reason: 'no number', format: 'unknown' as const };
          yield { ...page, rejects: broken.includes(number) ? [{ ...reject, raw: Buffer.from(`${number}`) }] : [] };
        }
      }
      return { ...system, ...(system.harvest && { harvest: { ...system.harvest, pages } }) };
    }
    const harvest = (adapter: LmsAdapter, kind: HarvestKind, day: string) =>
      harvestSystem({ ...optionsFor(adapter), recordsAtOnce: 10, kind, clock: () => new Date(day) });
    const listed = async () =>
      (await listRejects(store.db, ['yew' as SystemId])).map(({ place, rejectedAt }) => [place, rejectedAt]);

    it('go when a harvest of everything has not met them any more, in one go', async () => {
      await harvest(createBroken([1, 2]), 'full', '2026-02-01');
      const [first, second] = [1, 2].map((page) => [`page ${page}`, new Date('2026-02-01')]);
      expect(await listed()).toEqual([first, second]);

      await harvest(createBroken([]), 'changes', '2026-02-02');
      expect(await listed()).toEqual([first, second]);

      const cut = createBroken([1], {
        beforePage(page) {
          if (page === 2) throw new MerciaError('LMS_UNAVAILABLE', '[yew] no answer');
        },
      });
      await expect(harvest(cut, 'full', '2026-02-03')).rejects.toThrow('no answer');
      await harvest(createBroken([]), 'auto', '2026-02-04');
      expect(await listed()).toEqual([first, second]);

      await harvest(createBroken([1]), 'full', '2026-02-05');
      expect(await listed()).toEqual([first]);

      await harvest(createBroken([]), 'full', '2026-02-06');
      expect(await listed()).toEqual([]);
    });
  });

  it.each<[string, string, Pick<HarvestSource, 'findRecords'>]>([
    ['the system', 'ash', {}],
    [
      'the system behind an adapter server',
      'elm',
      { findRecords: () => Promise.reject(new MerciaError('CAPABILITY_UNSUPPORTED', '[elm] cannot')) },
    ],
  ])('are left to a full harvest where %s gives its records only all together', async (_, id, single) => {
    const system = createSampleSystem(id, { ids: numberedIds(20), pageSize: 20, nextCursor: 'c1', rejectEvery: 10 });
    const adapter = { ...system, ...(system.harvest && { harvest: { ...system.harvest, ...single } }) };
    const options = { ...optionsFor(adapter), ingest: sampleIngest };
    await harvestSystem(options);

    expect(await readRejectsAgain(options)).toMatchObject({ read: 0, refused: 0, left: 2 });
    expect(adapter.runs).toHaveLength(1);
  });
});
