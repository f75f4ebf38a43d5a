/** Searches of titles and patrons, which answer in an envelope. */
import { isControlField } from '#marc/marc-record.ts';
import type { Answer } from '../answer.ts';
import { refusal } from './refusals.ts';
import { Reference } from './resources.ts';
import type { SymphonyBib, SymphonyWorld } from './tables.ts';

/** Each site configures its own; the tags that each looks at. */
const INDEXES = new Map<string, RegExp>([
  ['GENERAL', /^[1-9]/u],
  ['TITLE', /^24[05]$/u],
  ['AUTHOR', /^[17][01]0$/u],
  ['SUBJECT', /^6/u],
  ['ISBN', /^020$/u],
  ['ISSN', /^022$/u],
]);

export function searchIndexes(): string[] {
  return [...INDEXES.keys()];
}

export interface Found {
  readonly searchQuery: string;
  readonly startRow: number;
  readonly rowsPerPage: number;
  readonly total: number;
  readonly page: readonly Reference[];
}

/** `q=ISBN:9780307379054`; every word must be in a field that the index looks at. */
export function searchBibs(query: URLSearchParams, world: SymphonyWorld): Found | Answer {
  const q = query.get('q') ?? '';
  const [, name = '', text = ''] = /^(\w+):(.*)$/su.exec(q) ?? [];
  const tags = INDEXES.get(name);
  if (tags === undefined) return refusal(400, { code: 'invalidSearch', message: `There is no index for ${q}.` });
  const words = wordsOf(text);
  const found = [...world.bibs.values()]
    .filter((bib) => !bib.shadowed && words.length > 0 && matches(bib, tags, words))
    .map(({ key }) => new Reference('/catalog/bib', key));
  return paged(q, found, query, world);
}

/** `q=ID:29999000000001` or `ALT_ID:…`. */
export function searchPatrons(query: URLSearchParams, world: SymphonyWorld): Found | Answer {
  const q = query.get('q') ?? '';
  const [, name = '', text = ''] = /^(\w+):(.*)$/su.exec(q) ?? [];
  if (name !== 'ID' && name !== 'ALT_ID') {
    return refusal(400, { code: 'invalidSearch', message: `There is no index for ${q}.` });
  }
  const found = [...world.patrons.values()]
    .filter((patron) => (name === 'ID' ? patron.barcode : patron.alternateID) === text)
    .map(({ key }) => new Reference('/user/patron', key));
  return paged(q, found, query, world);
}

function paged(searchQuery: string, found: readonly Reference[], query: URLSearchParams, world: SymphonyWorld): Found {
  const startRow = Math.max(1, Number(query.get('rw') ?? '1') || 1);
  const rowsPerPage = Math.min(world.settings.rowsPerSearch, Math.max(1, Number(query.get('ct') ?? '10') || 10));
  const page = found.slice(startRow - 1, startRow - 1 + rowsPerPage);
  return { searchQuery, startRow, rowsPerPage, total: found.length, page };
}

function matches(bib: SymphonyBib, tags: RegExp, words: readonly string[]): boolean {
  const text = bib.marc.fields
    .filter(({ tag }) => tags.test(tag))
    .map((field) => (isControlField(field) ? field.value : field.subfields.map(({ value }) => value).join(' ')))
    .join(' ');
  const known = new Set(wordsOf(text));
  return words.every((word) => known.has(word));
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('-', '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
