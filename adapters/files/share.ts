/** What may be shown of the files of a library: the form of their first records and lines. */
import type { ShareRules } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import { parseSettings } from '../shared/settings.ts';
import { copyPartsOf, filesSettings, type CopyParts } from './config.ts';

/** Parts of a copy that hold codes. A call number, a note or a barcode is none of them. */
const CODES = ['owner', 'location', 'itemType', 'status', 'collection', 'hidden'] as const;
const DATES = ['due', 'acquiredOn', 'createdOn', 'lastBorrowedOn'] as const;

/** Names of columns are those of the region file: a first line that is no heading may name anybody. */
export function share(system: SystemConfig): ShareRules {
  const settings = parseSettings(filesSettings, system);
  const { copies, records } = settings;
  const placesOf = (parts: CopyParts, names: readonly (keyof CopyParts)[]): readonly string[] => {
    const places = names.flatMap((name) => parts[name] ?? []);
    return copies?.subfields === parts ? places.map((code) => `${copies.tag}$${code}`) : places;
  };
  const parts = copyPartsOf(settings);
  const allOf = (names: readonly (keyof CopyParts)[]): readonly string[] =>
    parts.flatMap((one) => placesOf(one, names));
  const codes = new Set(allOf(CODES));
  const columns = records.flatMap(({ csv }) => (csv === null ? [] : Object.values(csv.columns).flat()));
  const every = Object.keys(parts[0] ?? {}) as (keyof CopyParts)[];
  const listed = settings.items.map(({ columns: { record } }) => record);
  const sources = [...records, ...settings.items].map(({ source }) => source);
  const places = [...sources, settings.drop?.address].flatMap((place) => URL.parse(place ?? '')?.pathname ?? []);
  // The root of a host is everything that is there, a live part's accounts among it.
  const isThere = (path: string): boolean => places.some((place) => place !== '/' && path.startsWith(place));
  return {
    settings: {},
    // Files are looked for, and fetched, where the region file says.
    ask(question) {
      if (question.protocol === 'file') return 'show';
      return question.protocol === 'http' && /^(GET|HEAD)$/.test(question.method) && isThere(question.path)
        ? 'pass'
        : 'refuse';
    },
    names: new Set([...columns.filter((name) => name !== null), ...listed, ...allOf(every)]),
    codes: () => codes,
    dates: new Set(allOf(DATES)),
  };
}
