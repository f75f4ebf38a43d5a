/** The index, given no more time than the request has. */
import { MerciaError } from '#platform/errors.ts';
import type { UnionIndexReader } from '#union-index/index.ts';

/**
 * What is not there by then is STORE_UNAVAILABLE: a database that hangs costs the answers that it was asked for, each in
 * its place, and not the whole answer of this part. Statements under way go on to the database's own limit.
 */
export function createTimelyReader(reader: UnionIndexReader, endsInMs: number): UnionIndexReader {
  const endsAt = performance.now() + endsInMs;

  async function inTime<T>(answer: Promise<T>): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const giveUp = (): void => {
      reject(
        new MerciaError(
          'STORE_UNAVAILABLE',
          'The database did not answer in the time of the request; ask again later.',
        ),
      );
    };
    // After a pause of this process the answer may be here, unread: it is let in first.
    const timer = setTimeout(() => setImmediate(giveUp), Math.max(0, endsAt - performance.now()));
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

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
      return { ...found, counts: () => inTime(found.counts()) };
    },
    harvestStatus: (systems) => inTime(reader.harvestStatus(systems)),
    indexGaps: () => inTime(reader.indexGaps()),
  };
}
