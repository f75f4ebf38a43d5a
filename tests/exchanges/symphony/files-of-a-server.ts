/** A simulated Symphony whose files are read, for tests of what stands in them. */
import type { HarvestedDescription, HarvestPage, LmsAdapter } from '#contract/adapter.ts';
import { collectPages } from '#conformance/apply-harvest.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import type { SymphonySettings, SymphonyWorld } from '#simulators/symphony/world.ts';
import { createTestAdapter, type SymphonyTestOptions } from '#tests/conformance/symphony-config.ts';
import { filesAt, MAPPED } from '#tests/conformance/symphony-system.ts';
import { expect, onTestFinished } from 'vitest';

export const FULL = { run: { kind: 'full' }, resumeAt: null } as const;

export const AS_LISTS: Partial<SymphonySettings> = {
  exportsShadowed: true,
  exportsCopies: 'list',
  exportsHoldings: 'behind',
  exportsCharacters: 'marc-8',
};

/** A server whose files are read until the test ends; `simulator.runExport()` is its night. */
export async function filesOf(
  world: SymphonyWorld,
  more: (address: string) => object = () => ({}),
  agreed: Pick<SymphonyTestOptions, 'readerToken' | 'agreedPurposes'> = {},
) {
  const simulator = await createSymphonySimulator({ world });
  const adapter = createTestAdapter(simulator.url, {
    login: false,
    ...agreed,
    settings: {
      ...MAPPED,
      ...filesAt(simulator.url),
      interface: 'web-services',
      ...more(simulator.url),
    },
  });
  onTestFinished(() => simulator.close());
  onTestFinished(() => adapter.close());
  simulator.runExport();
  return { simulator, adapter };
}

export const pagesOf = ({ harvest }: LmsAdapter): Promise<readonly HarvestPage[]> => {
  if (harvest === undefined) throw new Error('no harvest');
  return collectPages(harvest, FULL);
};
export const described = (pages: readonly HarvestPage[]): readonly HarvestedDescription[] =>
  pages.flatMap(({ records }) => records.filter((record) => !record.deleted));

/** Writes another text in the place of a file, of the same moment. */
export function replaceFile(world: SymphonyWorld, name: string, text: string): void {
  const file = world.exports.get(name) ?? expect.fail();
  world.exports.set(name, { ...file, bytes: Buffer.from(text) });
}
