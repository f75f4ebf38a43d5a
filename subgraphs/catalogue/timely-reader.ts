/** The index, given no more time than the request has. */
import type { LoansReader, UnionIndexReader } from '#union-index/index.ts';
import type { InTime } from './time-limit.ts';

/**
 * What is not there by then is STORE_UNAVAILABLE: a database that hangs costs the answers that it was asked for, each in
 * its place, and not the whole answer of this part. Statements under way go on to the database's own limit.
 */
export function createTimelyReader(reader: UnionIndexReader, inTime: InTime): UnionIndexReader {
  return {
    findEditions: (keys) => inTime(reader.findEditions(keys)),
    editionsById: (ids) => inTime(reader.editionsById(ids)),
    worksById: (ids) => inTime(reader.worksById(ids)),
    duplicatesBySystem: (pages) => inTime(reader.duplicatesBySystem(pages)),
    holdingsByEdition: (ids) => inTime(reader.holdingsByEdition(ids)),
    holdingsById: (ids) => inTime(reader.holdingsById(ids)),
    holdingsCounts: (ids) => inTime(reader.holdingsCounts(ids)),
    recordsById: (ids) => inTime(reader.recordsById(ids)),
    recordsByEdition: (pages) => inTime(reader.recordsByEdition(pages)),
    marcOfRecords: (ids) => inTime(reader.marcOfRecords(ids)),
    itemsByBarcode: (barcode) => inTime(reader.itemsByBarcode(barcode)),
    matchEvidence: (a, b) => inTime(reader.matchEvidence(a, b)),
    async search(search, page) {
      const found = await inTime(reader.search(search, page));
      return {
        ...found,
        counts: () => inTime(found.counts()),
        wordsLeftOut: () => inTime(found.wordsLeftOut()),
      };
    },
    harvestStatus: (systems) => inTime(reader.harvestStatus(systems)),
    indexGaps: () => inTime(reader.indexGaps()),
  };
}

export function createTimelyCirculation(reader: LoansReader, inTime: InTime): LoansReader {
  return {
    loansOfEditions: (ids) => inTime(reader.loansOfEditions(ids)),
    loansOfLibraries: (ids) => inTime(reader.loansOfLibraries(ids)),
    openLoans: (of) => inTime(reader.openLoans(of)),
    duplicateReaders: (page) => inTime(reader.duplicateReaders(page)),
    findDuplicateReaders: (key) => inTime(reader.findDuplicateReaders(key)),
  };
}
