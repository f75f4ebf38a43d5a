/** Chooses how a site is harvested: from its MARC export where the region file names one, else key by key. */
import type { HarvestSource, LoanSource } from '#contract/adapter.ts';
import { describeFile, createDataFileReader } from '../shared/data-file.ts';
import type { DataFileReader } from '../shared/data-file.ts';
import { exportPages } from './harvest-export.ts';
import { keysPages, findByKeys } from './harvest-keys.ts';
import type { KeysHarvestContext } from './harvest-keys.ts';
import { createReadingRules } from './reading-rules.ts';
import type { ShadowSource } from './shadows.ts';
import { createUseCounts } from './use-counts.ts';
import type { SymphonySettings } from './config.ts';

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
  const { settings, system } = context.site;
  const reader = settings.export === null ? null : createExportReader(system.id, settings.export);
  const uses = settings.export?.uses ?? null;
  return {
    rules: createReadingRules(context.site),
    describe: () => Promise.resolve(describeWay(reader !== null)),
    look: async (signal) => {
      const way = describeWay(reader !== null);
      return reader === null ? way : `${way}: ${describeFile(await reader.look(signal))}`;
    },
    pages: (from, signal) =>
      reader === null ? keysPages(context, from, signal) : exportPages({ ...context, reader }, from, signal),
    // What an export says of a title and what the web services say differ in their bytes: one way for all of a system.
    ...(reader === null ? { findRecords: (titleIds, signal) => findByKeys(context, titleIds, signal) } : {}),
    useCounts: reader === null || uses === null ? null : createUseCounts(context.site, reader, uses),
    close: () => {
      reader?.close();
    },
  };
}

/** For status pages. */
export function describeWay(byExport: boolean): string {
  return byExport ? 'MARC export with items' : 'web services by catalogue key';
}

/** Binds the reading to one site's export. */
export function createExportReader(
  system: string,
  { source, timeoutSeconds, maxMegabytes }: NonNullable<SymphonySettings['export']>,
): DataFileReader {
  return createDataFileReader({
    system,
    source,
    operation: 'export',
    setting: 'settings.export.source',
    expected: 'a MARC file',
    timeoutSeconds,
    maxMegabytes,
  });
}
