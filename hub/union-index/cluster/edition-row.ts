import type { EditionRow } from '../repositories/editions.ts';
import type { StoredDescription } from '../repositories/public-descriptions.ts';
import type { RecordDescription } from '../description.ts';
import { unique } from '../normalise/marc-fields.ts';
import { compareText } from './compare-text.ts';
import { mergeDescriptions } from './merge-descriptions.ts';
import { toSearchWords } from './search-words.ts';
import { createHash } from 'node:crypto';
import { toPartKey } from '../normalise/part-key.ts';
import { foldText, foldTitle } from '../normalise/text.ts';

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

/** Letters of a title that hardly two works share, so that it tells without an author. */
const TELLING_TITLE = 20;

/**
 * What the editions of one work have in common, in whatever year, form or wording of the subtitle: the uniform title or
 * the title proper, the part, and the first author. Most records of the edition decide. Null if they say too little: a
 * short title without an author is the name of many books, and one of a serial is the name of many serials.
 */
function toWorkKey(records: readonly RecordDescription[]): string | null {
  const counts = new Map<string, number>();
  for (const record of records) {
    const said = toWorkText(record);
    if (said !== null) counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, x], [b, y]) => y - x || compareText(a, b));
  return most === undefined ? null : createHash('sha256').update(most[0]).digest('base64url').slice(0, 22);
}

function toWorkText(description: RecordDescription): string | null {
  const { titleProper, partNumber, partName, creators, serial, evidence } = description;
  const title = foldTitle(evidence.uniformTitle ?? titleProper ?? '');
  const author = toAuthor(creators[0] ?? '');
  if (serial || title === '' || (author === '' && title.length < TELLING_TITLE)) return null;
  return [title, toPartKey(partNumber ?? ''), foldText(partName ?? ''), author].join('|');
}

/** `Jones, Alice Mary, 1950-` as `jones a`: records name one person at many lengths. */
function toAuthor(name: string): string {
  const [surname = '', rest = ''] = name.split(',', 2);
  return `${foldText(surname)} ${foldText(rest).slice(0, 1)}`.trim();
}
