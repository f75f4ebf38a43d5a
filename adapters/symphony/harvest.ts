/** Chooses how a site is harvested: from its MARC export where the region file names one, else key by key. */
import type { HarvestSource, LoanSource } from '#contract/adapter.ts';
import { describeFile } from '../shared/file-look.ts';
import { lmsError } from '../shared/lms-error.ts';
import { exportPages } from './harvest-export.ts';
import { keysPages, findByKeys, type KeysHarvestContext } from './harvest-keys.ts';
import type { SymphonyClient } from './client.ts';
import { createReadingRules } from './reading-rules.ts';
import type { ShadowSource } from './shadows.ts';
import { createDeliveryReader, type DeliveryReader } from './reports/delivery.ts';
import { createUseCounts } from './use-counts.ts';

export interface HarvestContext extends Omit<KeysHarvestContext, 'client'> {
  /** Null where there are no web services. */
  readonly client: SymphonyClient | null;
  readonly shadows: ShadowSource;
}

export interface SymphonyHarvest extends HarvestSource {
  /** Null where the export does not carry them. */
  readonly useCounts: Pick<Required<LoanSource>, 'useCounts'> | null;
  /** Null where records are asked for key by key. */
  readonly files: DeliveryReader | null;
  /** As {@link HarvestSource.describe}, and looks whether the export is there. */
  readonly look: (signal: AbortSignal) => Promise<string>;
  close(): void;
}

/** Throws CONFIG_INVALID where there is neither an export nor anybody to ask. */
export function createHarvest(context: HarvestContext): SymphonyHarvest {
  const { settings, system } = context.site;
  const reader = settings.export === null ? null : createDeliveryReader(context.site, settings.export);
  const { client } = context;
  const way = describeWay(reader !== null);
  const rules = createReadingRules(context.site);
  const describe = () => Promise.resolve(way);
  if (reader !== null) {
    return {
      rules,
      describe,
      look: async (signal) => `${way}: ${describeFile(await reader.marc.look(signal))}`,
      // What an export says of a title and what the web services say differ in their bytes: one way for all of a system.
      pages: (from, signal) => exportPages({ ...context, reader }, from, signal),
      files: reader,
      useCounts: createUseCounts(context.site, reader),
      close: () => {
        reader.close();
      },
    };
  }
  if (client === null)
    throw lmsError(system.id, 'CONFIG_INVALID', 'settings.export: without web services there is one');
  const byKeys = { ...context, client };
  return {
    rules,
    describe,
    look: describe,
    pages: (from, signal) => keysPages(byKeys, from, signal),
    findRecords: (titleIds, signal) => findByKeys(byKeys, titleIds, signal),
    files: null,
    useCounts: null,
    close: () => undefined,
  };
}

/** For status pages. */
export function describeWay(byExport: boolean): string {
  return byExport ? 'MARC export with items' : 'web services by catalogue key';
}
