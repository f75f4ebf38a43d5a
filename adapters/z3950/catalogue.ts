/** A search in the catalogue, whichever protocol it goes by. */
import type { FoundRecords } from '../protocols/sru/search-answer.ts';

export interface Catalogue {
  /**
   * Records that have one of these numbers, or copies of these barcodes; as many are wanted as there are values.
   * @throws MerciaError
   */
  find(values: readonly string[], signal: AbortSignal): Promise<FoundRecords>;
  close(): void;
}
