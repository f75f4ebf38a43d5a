import { FORMATS, type Format } from '#domain/catalogue.ts';
import { formatSet, networkSet, WITHOUT_ONLINE_SET } from '#domain/feeds.ts';
import type { Region } from '#domain/region.ts';
import { EDITIONS_REPOSITORY, libraryRepository, type FeedSet } from '../contract.ts';

const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  BOOK: 'Books',
  EBOOK: 'Electronic books',
  JOURNAL: 'Journals',
  EJOURNAL: 'Electronic journals',
  AUDIO: 'Sound recordings',
  VIDEO: 'Videos',
  REPORT: 'Reports',
  THESIS: 'Theses',
  KIT: 'Kits',
  OBJECT: 'Objects',
  OTHER: 'Other formats',
  UNKNOWN: 'Format not known',
};

/** Names in the order of the region file, without those of libraries that forbid passing their records on. */
export function listRepositories({ feeds, libraries }: Region): readonly string[] {
  if (feeds === undefined) return [];
  const libraryNames = libraries
    .filter(({ id }) => !feeds.withheld.includes(id))
    .map(({ id }) => libraryRepository(id));
  return [EDITIONS_REPOSITORY, ...libraryNames];
}

export function listSets({ networks }: Region, repository: string): readonly FeedSet[] {
  const byNetwork = repository === EDITIONS_REPOSITORY ? networks : [];
  return [
    ...byNetwork.map(({ id, name }) => ({ spec: networkSet(id), name })),
    ...FORMATS.map((format) => ({ spec: formatSet(format), name: FORMAT_NAMES[format] })),
    { spec: WITHOUT_ONLINE_SET, name: 'Everything that is not online only' },
  ];
}
