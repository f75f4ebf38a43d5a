/** Loans, holds, readers and bills as lists that API tools write, with tokens in the place of readers. */
import type { AdapterContext, Capability, LoanSource } from '#contract/adapter.ts';
import type { ProbeReport } from '../../shared/probe-report.ts';
import { withPublicMessage } from '../../shared/public-fault.ts';
import { createFixedLists, type FindListFiles } from '../../shared/reader-lists/list-files.ts';
import { lookAtLists } from '../../shared/reader-lists/look-at-lists.ts';
import { createUnmappedWarning } from '../../shared/reader-lists/open-holds.ts';
import type { ListedCopy } from '../../shared/reader-lists/open-loans.ts';
import { createReaderLists } from '../../shared/reader-lists/reader-lists.ts';
import { entriesOf } from '../../shared/reader-lists/settings.ts';
import type { SymphonySettings } from '../config.ts';
import { itemLocalId } from '../item-ids.ts';
import type { SymphonySite } from '../site.ts';
import { asTable } from './tool-files.ts';

/** Files beside an export that is not there have the same limits as one that is. */
const BOUNDS = { timeoutSeconds: 600, maxMegabytes: 1024 };

export interface ListsOfReaders {
  /** Null where there is no key to make tokens with. */
  readonly lists: LoanSource | null;
  /** For `mercia doctor`: reports on each file; gives the capabilities that are lost because one cannot be read. */
  look(
    report: ProbeReport,
    recordsAt: () => Promise<number | null>,
    signal: AbortSignal,
  ): Promise<ReadonlySet<Capability>>;
  close(): void;
}

/** The files that the region file names; nothing is opened before a list is asked for, or looked at with an agreement. */
export function createListsOfReaders(
  site: SymphonySite,
  { readerToken, agreedPurposes = new Set(), now, logger }: AdapterContext,
): ListsOfReaders {
  const { system, settings } = site;
  const { lists } = settings;
  const entries = entriesOf(lists);
  const files = createFixedLists({ system, lists, ...boundsOf(settings) });
  const find: FindListFiles = async (signal) => {
    const found = await files.find(signal);
    return { ...found, parts: found.parts.map((part) => asTable(system.id, part)) };
  };
  const sources = entries.map(({ source }) => source.source);
  const isTold = readerToken !== undefined && entries.length > 0;
  return {
    lists: isTold
      ? createReaderLists({
          system,
          lists,
          findFiles: find,
          readerToken,
          now,
          itemIdOf,
          onUnmapped: createUnmappedWarning(logger),
          toPublic: (error) => withPublicMessage(error, { system: system.id, sources }),
        })
      : null,
    async look(report, recordsAt, signal) {
      const { parts, close } = await find(signal);
      try {
        if (isTold) {
          const options = { system, lists, itemIdOf, agreedPurposes, recordsAt: await recordsAt(), report };
          return await lookAtLists(options, parts, signal);
        }
        for (const { name } of parts) report.note(name, 'not read: MERCIA_PATRON_SECRET is not set');
        return new Set();
      } finally {
        await close();
      }
    },
    close: () => {
      files.close();
    },
  };
}

function itemIdOf({ record, barcode }: ListedCopy): string | null {
  return record === null || barcode === null ? null : itemLocalId(record, barcode);
}

function boundsOf({ export: marc }: SymphonySettings): typeof BOUNDS {
  return marc === null ? BOUNDS : { timeoutSeconds: marc.timeoutSeconds, maxMegabytes: marc.maxMegabytes };
}
