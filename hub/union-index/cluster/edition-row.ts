import type { EditionRow } from '../repositories/editions.ts';
import type { StoredDescription } from '../repositories/public-descriptions.ts';
import type { RecordDescription } from '../description.ts';
import { unique } from '../normalise/marc-fields.ts';
import { compareText } from './compare-text.ts';
import { mergeDescriptions } from './merge-descriptions.ts';
import { toSearchWords } from './search-words.ts';
import { toWorkKey } from './work-key.ts';

/** A record of an edition. */
export interface EditionMember {
  readonly stored: Pick<StoredDescription, 'system' | 'systemId' | 'holders'>;
  readonly description: RecordDescription;
  readonly sortKey: string;
}

interface RegionNames {
  systemOrder(systemId: string): number;
  siteOf(systemId: string, ownerCode: string): string | null;
}

/** An edition as it is written, out of its records; members come sorted by sort key. */
export function toEditionRow(id: number, members: readonly EditionMember[], region: RegionNames): EditionRow {
  const description = mergeDescriptions(
    members.map(({ stored, description: own, sortKey }) => ({
      description: own,
      sortKey,
      system: stored.systemId,
      systemOrder: region.systemOrder(stored.systemId),
      libraries: stored.holders.map(({ library }) => library),
    })),
  );
  const descriptions = members.map((member) => member.description);
  const sites = members.flatMap(({ stored }) =>
    stored.holders.flatMap(({ siteCodes }) => siteCodes.map((code) => region.siteOf(stored.systemId, code))),
  );
  return {
    id,
    systems: [...new Set(members.map(({ stored }) => stored.system))].sort((a, b) => a - b),
    libraries: unique(members.flatMap(({ stored }) => stored.holders.map(({ library }) => library))).toSorted(
      compareText,
    ),
    sites: unique(sites.filter((site) => site !== null)).toSorted(compareText),
    description,
    work: toWorkKey(descriptions),
    search: toSearchWords(description, descriptions),
  };
}
