/** A simulated Koha and an adapter that harvests it, closed when the test is over. */
import type { HarvestFrom, HarvestPage, LmsAdapter } from '#contract/adapter.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { collectPages, harvestFully } from '#conformance/apply-harvest.ts';
import { createTestAdapter, createTestWorld } from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { onTestFinished } from 'vitest';

export const FULL: HarvestFrom = { run: { kind: 'full' }, resumeAt: null };

export interface Running {
  readonly simulator: KohaSimulator;
  readonly adapter: LmsAdapter;
  readonly harvest: NonNullable<LmsAdapter['harvest']>;
}

export function harvestOf(adapter: LmsAdapter): Running['harvest'] {
  if (adapter.harvest === undefined) throw new Error('no harvest');
  return adapter.harvest;
}

export async function start(options: KohaTestOptions): Promise<Running> {
  const simulator = await createKohaSimulator({ world: createTestWorld(options) });
  const adapter = createTestAdapter(simulator.url, options);
  onTestFinished(async () => {
    await adapter.close();
    await simulator.close();
  });
  return { simulator, adapter, harvest: harvestOf(adapter) };
}

export const rest = (changes: Partial<KohaTestOptions> = {}): Promise<Running> =>
  start({ login: 'basic', harvest: 'rest', ...changes });
export const oai = (changes: Partial<KohaTestOptions> = {}): Promise<Running> => start({ login: 'oauth', ...changes });

export async function changesAfter({ harvest }: Running, change: () => void): Promise<readonly HarvestPage[]> {
  const before = await harvestFully(harvest);
  change();
  return collectPages(harvest, { run: { kind: 'changes', cursor: before.nextCursor ?? '' }, resumeAt: null });
}

export const idsOf = (pages: readonly HarvestPage[]): readonly string[] =>
  pages.flatMap((page) => page.records.map((record) => record.localId));
export const rejectsOf = (pages: readonly HarvestPage[]) => pages.flatMap((page) => page.rejects);
