import type { HarvestedDescription, HarvestPage } from '#adapters/adapter.ts';
import type { CondensedDescription, CondensedPage } from '../ingest-contract.ts';
import { whatItSays } from './prepare/prepare-record.ts';
import { withoutReaders } from './without-readers.ts';

/**
 * The page as it is written: of each record its text in the place of its fields. A record has some hundred small objects, and
 * as long as its page waits for others, for a thread and for the database, each collection of garbage copies all of them.
 */
export function condensePage(page: HarvestPage): CondensedPage {
  return { ...page, records: page.records.map((record) => (record.deleted ? record : condense(record))) };
}

function condense(harvested: HarvestedDescription): CondensedDescription {
  const { marc, ...rest } = withoutReaders(harvested);
  return { ...rest, ...whatItSays({ ...rest, marc }) };
}
