/** Harvest of a system of two parts: the main part's, with live keys for the part that is asked later. Pure but for the asking. */
import type { LibraryId } from '#domain/ids.ts';
import type { HarvestedHolding, HarvestedItem } from '#domain/catalogue.ts';
import type { SystemConfig } from '#domain/region.ts';
import type {
  FoundRecords,
  HarvestedDescription,
  HarvestedRecord,
  HarvestSource,
  ReadingRules,
} from '#contract/adapter.ts';
import { COMPOSED_KEYS_VERSION, listedAtOf, toComposedKeys } from './live-keys.ts';

type LibraryOf = (ownerCode: string) => LibraryId | null;

/** The rules of the main part, with live keys of both. */
export function composeRules(rules: ReadingRules, system: SystemConfig): ReadingRules {
  const libraryOf = librariesOf(system);
  return {
    ...rules,
    digest: `${rules.digest}+c${COMPOSED_KEYS_VERSION}`,
    readAgain(kept) {
      const again = rules.readAgain(kept);
      // No file says when it was written: the stored keys do, of each library and so of its record.
      const listedAt = kept.holdings.map(({ liveKeys }) => listedAtOf(liveKeys));
      return again === null ? null : withComposedKeys(again, libraryOf, listedAt.find((at) => at !== null) ?? null);
    },
  };
}

/** The harvest of the main part, with live keys of both. */
export function composeHarvest(harvest: HarvestSource, system: SystemConfig): HarvestSource {
  const libraryOf = librariesOf(system);
  const compose = (record: HarvestedRecord, listedAt: string | undefined): HarvestedRecord =>
    record.deleted ? record : withComposedKeys(record, libraryOf, listedAt ?? null);
  return {
    rules: composeRules(harvest.rules, system),
    describe: (signal) => harvest.describe(signal),
    ...(harvest.unseenEdits && {
      unseenEdits: (signal) => harvest.unseenEdits?.(signal) ?? Promise.resolve([]),
    }),
    async *pages(from, signal) {
      for await (const { records, listedAt, ...page } of harvest.pages(from, signal)) {
        yield { ...page, records: records.map((record) => compose(record, listedAt)) };
      }
    },
    ...(harvest.findRecords && {
      async findRecords(ids, signal) {
        const { records, listedAt, ...found } = (await harvest.findRecords?.(ids, signal)) ?? NOTHING_FOUND;
        return { ...found, records: records.map((record) => compose(record, listedAt)) };
      },
    }),
  };
}

/** The record with its holdings' live keys replaced; `listedAt` is of their list, where no holding's facts are dated. */
function withComposedKeys(
  record: HarvestedDescription,
  libraryOf: LibraryOf,
  listedAt: string | null,
): HarvestedDescription {
  // Of a record that the public does not see nobody may ask.
  if (record.visibility !== 'PUBLIC') return record;
  const own = Map.groupBy(
    record.items.filter(({ visibility }) => visibility === 'PUBLIC'),
    ({ ownerCode }) => libraryOf(ownerCode),
  );
  const dated = record.holdings.map(({ facts }) => facts?.asOf).find((asOf) => asOf !== undefined) ?? listedAt;
  const keysOf = ({ library }: HarvestedHolding): readonly string[] =>
    toComposedKeys({ record: record.localId, library, listedAt: dated }, own.get(library) ?? NO_COPIES);
  return { ...record, holdings: record.holdings.map((holding) => ({ ...holding, liveKeys: keysOf(holding) })) };
}

const NOTHING_FOUND: FoundRecords = { records: [], rejects: [] };
const NO_COPIES: readonly HarvestedItem[] = [];

function librariesOf({ owners }: SystemConfig): LibraryOf {
  const byCode = new Map(owners.map(({ code, library }) => [code, library]));
  return (code) => byCode.get(code) ?? null;
}
