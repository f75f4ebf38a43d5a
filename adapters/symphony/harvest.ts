/** Chooses how a site is harvested: from its MARC export where the region file names one, else key by key. */
import type { HarvestSource, LoanSource } from '#contract/adapter.ts';
import { exportPages } from './harvest-export.ts';
import { keysPages, findByKeys } from './harvest-keys.ts';
import type { KeysHarvestContext } from './harvest-keys.ts';
import { createReadingRules } from './reading-rules.ts';
import type { ShadowSource } from './shadows.ts';
import { createDeliveryReader } from './reports/delivery.ts';
import { createUseCounts } from './use-counts.ts';

export interface HarvestContext extends KeysHarvestContext {
  readonly shadows: ShadowSource;
}

export interface SymphonyHarvest extends HarvestSource {
  /** Null where the export does not carry them. */
  readonly useCounts: Pick<Required<LoanSource>, 'useCounts'> | null;
  /** As {@link HarvestSource.describe}, and looks whether the export is there. */
  readonly look: (signal: AbortSignal) => Promise<string>;
  close(): void;
}

export function createHarvest(context: HarvestContext): SymphonyHarvest {
  const { settings } = context.site;
  const reader = settings.export === null ? null : createDeliveryReader(context.site, settings.export);
  return {
    rules: createReadingRules(context.site),
    describe: () => Promise.resolve(describeWay(reader !== null)),
    look: async (signal) => {
      const way = describeWay(reader !== null);
      return reader === null ? way : `${way}: ${(await reader.look(signal)).join('; ')}`;
    },
    pages: (from, signal) =>
      reader === null ? keysPages(context, from, signal) : exportPages({ ...context, reader }, from, signal),
    // What an export says of a title and what the web services say differ in their bytes: one way for all of a system.
    ...(reader === null ? { findRecords: (titleIds, signal) => findByKeys(context, titleIds, signal) } : {}),
    useCounts: reader === null ? null : createUseCounts(context.site, reader),
    close: () => {
      reader?.close();
    },
  };
}

/** For status pages. */
export function describeWay(byExport: boolean): string {
  return byExport ? 'MARC export with items' : 'web services by catalogue key';
}
