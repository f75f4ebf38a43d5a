import type { MarcRecord, MarcDataField } from '#marc/marc-record.ts';
import type { RecordDescription, LinkValue } from '../description.ts';
import { readClassmarks } from './classmarks.ts';
import { readEdition } from './edition-statement.ts';
import { readEvidence } from './evidence.ts';
import { readExtent } from './extent.ts';
import { readFormat } from './format.ts';
import { readHostEntries } from './host-entries.ts';
import { readIdentifiers } from './identifiers.ts';
import { indexFields, subfields, subfieldsIn, unique, subfield, type MarcFields } from './marc-fields.ts';
import { readPublication } from './publication.ts';
import { readSubjects } from './subjects.ts';
import { readTitle } from './title.ts';
import { trimIsbd, foldTitle } from './text.ts';

/**
 * The normalised description of a MARC 21 bibliographic record: one small reader for each concern. A function of the
 * record alone, and of `RULES_VERSION`; never throws, whatever the record holds. What the record does not say is null
 * or empty, never guessed.
 */
export function describeRecord(record: MarcRecord): RecordDescription {
  return describeFields(indexFields(record));
}

/** The same of a record whose fields are indexed already. */
export function describeFields(fields: MarcFields): RecordDescription {
  const title = readTitle(fields);
  const extent = readExtent(fields);
  const reading = readFormat(fields, extent);
  const partOf = readHostEntries(fields);
  return {
    ...title,
    creators: readCreators(fields),
    ...readPublication(fields),
    ...readEdition(fields),
    ...reading,
    languages: readLanguages(fields),
    pages: extent.pages,
    ...readSeries(fields),
    identifiers: readIdentifiers(fields, reading, extent, title.partNumber),
    subjects: readSubjects(fields),
    classmarks: readClassmarks(fields),
    links: readLinks(fields),
    ...(partOf.length === 0 ? {} : { partOf }),
    evidence: readEvidence(fields, extent, reading.serial),
  };
}

/** More are a conference's participants; nobody looks for the book by them. */
const CREATORS_MAX = 20;

/**
 * Reads who made it, the main entry first.
 *
 *     100 1_ $a Jones, Alice, $d 1950- $e author.
 *     110 2_ $a World Health Organization. $b Regional Office for Europe.
 *     700 12 $a Smith, J. $t Collected papers.      (a work inside this one: not a maker of the whole)
 */
function readCreators(fields: MarcFields): readonly string[] {
  const names = fields
    .data('100', '110', '111', '700', '710', '711')
    .filter((field) => !field.subfields.some(({ code }) => code === 't'))
    .map(toName)
    .filter((name) => name !== '');
  return unique(names).slice(0, CREATORS_MAX);
}

function toName(field: MarcDataField): string {
  // $b: a person's number (`John Paul II`), a body's part; $e is a part only of a meeting. $c (`Sir`, a place) is left out.
  if (field.tag.endsWith('10') || field.tag.endsWith('11')) {
    return subfields(field, field.tag.endsWith('11') ? 'ae' : 'ab')
      .map(trimIsbd)
      .filter((part) => part !== '')
      .join('. ');
  }
  return trimIsbd(subfields(field, 'ab').join(' '));
}

/** Codes that name no language: undetermined, no linguistic content, several. */
const NO_LANGUAGE = new Set(['und', 'zxx', 'mul', 'mis', 'n/a']);

/**
 * Reads the languages, the text's own first.
 *
 *     008/35-37 eng      041 1_ $a eng $a wel $h ger      041 0_ $a engwel      (three letters each, as it was done once)
 */
function readLanguages(fields: MarcFields): readonly string[] {
  const coded = fields.control('008').slice(35, 38).toLowerCase();
  const own = fields.data('041').filter((field) => field.ind2 !== '7');
  const stated = subfieldsIn(own, 'ad').flatMap((text) =>
    text.length % 3 === 0 ? (text.toLowerCase().match(/.{3}/g) ?? []) : [],
  );
  return unique([coded, ...stated].filter((code) => /^[a-z]{3}$/.test(code) && !NO_LANGUAGE.has(code)));
}

/**
 * Reads the series, and the number within the first.
 *
 *     490 1_ $a Oxford handbooks ; $v v. 12      830 _0 $a Oxford handbooks ; $v 12.      440 _0 $a (before 2008)
 */
function readSeries(fields: MarcFields) {
  const all = fields.data('490', '440', '830');
  const titles = new Map<string, string>();
  for (const field of all) {
    const title = trimIsbd(subfields(field, field.tag === '490' ? 'a' : 'anp').join(' '));
    const key = foldTitle(title);
    if (key !== '' && !titles.has(key)) titles.set(key, title);
  }
  const first = all[0];
  const volume = first === undefined ? null : trimIsbd(subfield(first, 'v') ?? '');
  return { seriesTitles: unique(titles.values()), volume: volume === '' ? null : volume };
}

/** More are chapters of a vendor's package. */
const LINKS_MAX = 20;

/**
 * Reads links to the thing or to a version of it; links to something related (second indicator 2) are left out.
 *
 *     856 40 $u https://example.org/book $y Read online $z NHS OpenAthens account needed
 *     856 41 $3 v. 1 (1990)- $u https://example.org/journal
 */
function readLinks(fields: MarcFields): readonly LinkValue[] {
  const links = new Map<string, LinkValue>();
  for (const field of fields.data('856')) {
    if (field.ind2 === '2') continue;
    const materials = subfield(field, '3');
    const coverage = materials !== null && /\d{4}|\bv(?:ol)?\.? ?\d/i.test(materials) ? materials : null;
    for (const text of subfields(field, 'u')) {
      const url = toUrl(text);
      if (url === null || links.has(url) || links.size >= LINKS_MAX) continue;
      links.set(url, {
        url,
        label: subfield(field, 'y') ?? subfield(field, 'z') ?? (coverage === null ? materials : null),
        coverage,
      });
    }
  }
  return [...links.values()];
}

/** Only addresses that a browser may open, never one that runs something; `www.example.org` lacks its scheme. */
function toUrl(text: string): string | null {
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  if (!/^https?:\/\//i.test(address) || /\s/.test(address)) return null;
  return URL.canParse(address) ? address : null;
}
