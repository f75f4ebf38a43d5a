/** The facts that the demo region is made of: `titles.tsv`, one publication in one form a line. */
import { readFileSync } from 'node:fs';

export interface DemoTitle {
  readonly kind: 'book' | 'journal';
  readonly form: 'print' | 'electronic';
  /** ISBN-13 without hyphens; empty for journals. */
  readonly isbn: string;
  /** With its hyphen; empty for books. */
  readonly issn: string;
  readonly title: string;
  readonly subtitle: string;
  /** `Surname, Forenames`, or a body's name; empty where the source gives none. */
  readonly author: string;
  readonly place: string;
  readonly publisher: string;
  readonly year: number | null;
  readonly edition: string;
  /** `Vol. 1 (1985)-`; journals only. */
  readonly run: string;
  readonly nlm: string;
  readonly mesh: readonly string[];
  readonly subjects: readonly string[];
  readonly language: string;
}

export const TITLE_COLUMNS = [
  'kind',
  'form',
  'isbn',
  'issn',
  'title',
  'subtitle',
  'author',
  'place',
  'publisher',
  'year',
  'edition',
  'run',
  'nlm',
  'mesh',
  'subjects',
  'language',
] as const;

const LIST_SEPARATOR = '; ';

/** Reads the committed list; no other file is needed to build the demo region. */
export function readTitles(url: URL = new URL('titles.tsv', import.meta.url)): readonly DemoTitle[] {
  const [, ...lines] = readFileSync(url, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map(toTitle);
}

function toTitle(line: string): DemoTitle {
  const cells = line.split('\t');
  const cell = (name: (typeof TITLE_COLUMNS)[number]): string => cells[TITLE_COLUMNS.indexOf(name)] ?? '';
  const year = cell('year');
  return {
    kind: cell('kind') === 'journal' ? 'journal' : 'book',
    form: cell('form') === 'electronic' ? 'electronic' : 'print',
    isbn: cell('isbn'),
    issn: cell('issn'),
    title: cell('title'),
    subtitle: cell('subtitle'),
    author: cell('author'),
    place: cell('place'),
    publisher: cell('publisher'),
    year: year === '' ? null : Number(year),
    edition: cell('edition'),
    run: cell('run'),
    nlm: cell('nlm'),
    mesh: list(cell('mesh')),
    subjects: list(cell('subjects')),
    language: cell('language'),
  };
}

function list(cell: string): readonly string[] {
  return cell === '' ? [] : cell.split(LIST_SEPARATOR);
}

export function writeTitle(title: DemoTitle): string {
  return TITLE_COLUMNS.map((column) => {
    const value = title[column];
    if (value === null) return '';
    return typeof value === 'object' ? value.join(LIST_SEPARATOR) : String(value);
  }).join('\t');
}
