import type { SubjectScheme } from '#domain/catalogue.ts';
import type { MarcDataField } from '#marc/marc-record.ts';
import type { SubjectHeading } from '../description.ts';
import { subfield, subfields, type MarcFields } from './marc-fields.ts';
import { trimIsbd } from './text.ts';

/** More are noise of a vendor's file. */
const SUBJECTS_MAX = 60;

const NAMED_SCHEMES: Readonly<Record<string, SubjectScheme>> = {
  mesh: 'MESH',
  lcsh: 'LCSH',
  wessex: 'WESSEX',
  wess: 'WESSEX',
  local: 'LOCAL',
};

/**
 * Reads the subject headings, each with the scheme that it is from.
 *
 *     650 _2 $a Midwifery $x methods. $0 (DNLM)D008880Q000379      MeSH, its qualifiers behind a slash
 *     650 _0 $a Midwifery $z England.                              LCSH, its subdivisions behind two dashes
 *     650 _7 $a Midwifery $2 wessex       653 __ $a home birth     another scheme, and the library's own words
 */
export function readSubjects(fields: MarcFields): readonly SubjectHeading[] {
  const found = new Map<string, SubjectHeading>();
  for (const field of fields.data('600', '610', '611', '630', '648', '650', '651', '653', '690', '691', '697')) {
    const scheme = toScheme(field);
    for (const heading of toHeadings(field, scheme)) {
      const key = `${scheme} ${heading.toLowerCase()}`;
      if (!found.has(key) && found.size < SUBJECTS_MAX)
        found.set(key, { scheme, heading, id: toSubjectId(field, scheme) });
    }
  }
  return [...found.values()];
}

function toScheme(field: MarcDataField): SubjectScheme {
  if (field.tag === '653' || field.tag.startsWith('69')) return 'LOCAL';
  const named = NAMED_SCHEMES[(subfield(field, '2') ?? '').toLowerCase()];
  if (field.ind2 === '7') return named ?? 'OTHER';
  if (field.ind2 === '2') return 'MESH';
  if (field.ind2 === '0') return 'LCSH';
  return named ?? 'OTHER';
}

function toHeadings(field: MarcDataField, scheme: SubjectScheme): readonly string[] {
  // 653 holds one uncontrolled word in each $a.
  if (field.tag === '653')
    return subfields(field, 'a')
      .map(trimIsbd)
      .filter((word) => word !== '');
  const main = trimIsbd(subfields(field, 'abcdefnpqt').join(' '));
  if (main === '') return [];
  const divided = subfields(field, 'vxyz')
    .map(trimIsbd)
    .filter((part) => part !== '');
  const heading = [main, ...divided].join(scheme === 'MESH' ? '/' : '--');
  // An asterisk marks what the article is chiefly about; it is no part of the heading.
  return [scheme === 'MESH' ? heading.replaceAll('*', '') : heading];
}

/** `D008880` or, with its qualifier, `D008880Q000379` for MeSH; for the others what $0 says. */
function toSubjectId(field: MarcDataField, scheme: SubjectScheme): string | null {
  const stated = subfields(field, '0');
  if (scheme !== 'MESH') return stated[0] ?? null;
  for (const text of stated) {
    const id = /\bD\d{6,9}(?:Q\d{6,9})?\b/.exec(text)?.[0];
    if (id !== undefined) return id;
  }
  return null;
}
