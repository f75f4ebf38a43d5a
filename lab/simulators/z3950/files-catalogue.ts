/** The catalogue of a file server, as an SRU server beside it shows it: the records of the next export, and how copies stand now. */
import type { FilesWorld } from '../files/world.ts';
import type { Sip2Library } from '../sip2/library.ts';
import type { SearchedLibrary } from './index.ts';

export function catalogueOfFiles(files: FilesWorld, library: Sip2Library): SearchedLibrary {
  return {
    timeZone: library.timeZone,
    now: () => library.now(),
    ids: () => files.records.keys(),
    record(id) {
      const record = files.records.get(id);
      return record && { marc: record.marc, barcodes: record.copies.flatMap(({ barcode }) => barcode ?? []) };
    },
    copy: (barcode) => library.copy(barcode),
    isUnreadable: () => false,
  };
}
