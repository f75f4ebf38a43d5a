/** A title as reference managers read it: CSL JSON, RIS and BibTeX. What is not known is left out. */
import type { CitedFragment, Format } from '../__generated__/operations.ts';

/** A person by the parts of their name, or a body as it is written. */
type Name = { readonly family: string; readonly given: string } | { readonly literal: string };

/** What a kind of thing is called: CSL, RIS, BibTeX, schema.org. */
const KINDS: Readonly<Record<Format, readonly [csl: string, ris: string, bibtex: string, schema: string]>> = {
  BOOK: ['book', 'BOOK', 'book', 'Book'],
  EBOOK: ['book', 'EBOOK', 'book', 'Book'],
  JOURNAL: ['periodical', 'JFULL', 'misc', 'Periodical'],
  EJOURNAL: ['periodical', 'JFULL', 'misc', 'Periodical'],
  AUDIO: ['song', 'SOUND', 'misc', 'CreativeWork'],
  VIDEO: ['motion_picture', 'VIDEO', 'misc', 'CreativeWork'],
  REPORT: ['report', 'RPRT', 'techreport', 'Report'],
  THESIS: ['thesis', 'THES', 'phdthesis', 'Thesis'],
  KIT: ['document', 'GEN', 'misc', 'CreativeWork'],
  OBJECT: ['document', 'GEN', 'misc', 'CreativeWork'],
  OTHER: ['document', 'GEN', 'misc', 'CreativeWork'],
  UNKNOWN: ['document', 'GEN', 'misc', 'CreativeWork'],
};

export function schemaTypeOf(format: Format): string {
  return `https://schema.org/${KINDS[format][3]}`;
}

/**
 * `Kumar, Parveen J., 1942-` without the years. A name without a comma is that of a body, and so is one that lists several things
 * (`Department for Business, Innovation and Skills`): a record's creators are both.
 */
function nameOf(creator: string): Name {
  const named = creator.replace(/,?\s*(?:\(?\d{4}\s*-\s*(?:\d{4})?\)?)\.?$/, '').trim();
  const [family = '', given = '', ...more] = named.replace(/,$/, '').split(',');
  const isPerson = given !== '' && more.length === 0 && !/ (?:and|&) /.test(named);
  return isPerson ? { family: family.trim(), given: given.trim() } : { literal: named };
}

/** CSL JSON, as one entry of a list. */
function toCsl(edition: CitedFragment): string {
  const { title, creators, publisher, publishedYear, editionStatement, format, language, isbns, issns } = edition;
  const entry = {
    id: keyOf(edition),
    type: KINDS[format][0],
    title,
    author: creators.length === 0 ? undefined : creators.map(nameOf),
    edition: editionStatement ?? undefined,
    publisher: publisher ?? undefined,
    issued: publishedYear === null ? undefined : { 'date-parts': [[publishedYear]] },
    language: language ?? undefined,
    ISBN: isbns[0],
    ISSN: issns[0],
  };
  return `${JSON.stringify([entry], null, 2)}\n`;
}

/** RIS, with the line ends that its readers want. It has no way to tell a body from a person: a reader of it may part a body at its comma. */
function toRis(edition: CitedFragment): string {
  const { title, creators, publisher, publishedYear, editionStatement, format, language, isbns, issns } = edition;
  const lines: readonly (readonly [tag: string, value: string | number | null | undefined])[] = [
    ['TY', KINDS[format][1]],
    ['TI', title],
    ...creators.map((creator) => ['AU', writeName(nameOf(creator))] as const),
    ['ET', editionStatement],
    ['PB', publisher],
    ['PY', publishedYear],
    ['LA', language],
    ...[...isbns.slice(0, 1), ...issns.slice(0, 1)].map((number) => ['SN', number] as const),
  ];
  const written = lines.flatMap(([tag, value]) =>
    value === null || value === undefined ? [] : [`${tag}  - ${String(value).replaceAll(/\s+/g, ' ')}`],
  );
  return [...written, 'ER  - ', ''].join('\r\n');
}

function writeName(name: Name): string {
  return 'literal' in name ? name.literal : `${name.family}, ${name.given}`;
}

/** BibTeX in UTF-8. */
function toBibtex(edition: CitedFragment): string {
  const { title, creators, publisher, publishedYear, editionStatement, format, isbns, issns } = edition;
  const names = creators
    .map(nameOf)
    .map((name) => ('literal' in name ? `{${escapeTex(name.literal)}}` : escapeTex(writeName(name))));
  const fields: readonly (readonly [name: string, value: string | undefined])[] = [
    ['title', `{${escapeTex(title)}}`],
    ['author', names.length === 0 ? undefined : names.join(' and ')],
    ['edition', editionStatement === null ? undefined : escapeTex(editionStatement)],
    ['publisher', publisher === null ? undefined : escapeTex(publisher)],
    ['year', publishedYear === null ? undefined : String(publishedYear)],
    ['isbn', isbns[0]],
    ['issn', issns[0]],
  ];
  const written = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}}`]));
  return `@${KINDS[format][2]}{${keyOf(edition)},\n${written.join(',\n')}\n}\n`;
}

/** Signs that mean something else in TeX. */
function escapeTex(text: string): string {
  return text.replaceAll(/[\\{}~^]|[&%$#_]/g, (sign) => TEX_SIGNS[sign] ?? `\\${sign}`);
}

const TEX_SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** `kumar2017`: by which a text cites it. */
function keyOf({ creators, title, publishedYear }: CitedFragment): string {
  const name = creators[0] === undefined ? title : writeName(nameOf(creators[0]));
  const [word = ''] = name
    .normalize('NFKD')
    .replaceAll(/[^\p{Letter}\p{Number}, ]/gu, '')
    .split(/[, ]/, 1);
  return `${word.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase() || 'title'}${String(publishedYear ?? '')}`;
}

/** A file for reference managers. */
export interface CitationForm {
  /** As the end of the file's name and of its address. */
  readonly ending: string;
  readonly name: string;
  readonly contentType: string;
  readonly write: (edition: CitedFragment) => string;
}

/** Every form in which a title can be saved. */
export const CITATION_FORMS: readonly CitationForm[] = [
  { ending: 'ris', name: 'RIS', contentType: 'application/x-research-info-systems', write: toRis },
  { ending: 'bib', name: 'BibTeX', contentType: 'application/x-bibtex; charset=utf-8', write: toBibtex },
  { ending: 'json', name: 'CSL JSON', contentType: 'application/vnd.citationstyles.csl+json', write: toCsl },
];
