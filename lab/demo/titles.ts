/** The facts that the demo region is made of: `titles.tsv`, one publication in one form a line. */
import { listOf, readTsv, type Cells } from './tsv.ts';

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

/** Reads the committed list; no other file is needed to build the demo region. */
export function readTitles(): readonly DemoTitle[] {
  return readTsv(new URL('titles.tsv', import.meta.url), toTitle);
}

function toTitle(cell: Cells): DemoTitle {
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
    mesh: listOf(cell('mesh')),
    subjects: listOf(cell('subjects')),
    language: cell('language'),
  };
}
