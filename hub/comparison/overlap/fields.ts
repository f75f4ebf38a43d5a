/** The fields of a record that are compared, as they stand in it. */
import type { MarcRecord } from '#marc/index.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { indexFields, subfields, type MarcFields } from '#union-index/normalise/marc-fields.ts';
import type { ComparedField } from '../populations/conflict-classes.ts';

/** Every field with its values, in the order of the record; empty if the record does not have it. */
export type FieldValues = Readonly<Record<ComparedField, readonly string[]>>;

/** Numbers, years and codes are compared as matching reads them; all else as it was typed. */
export function readFields(marc: MarcRecord): FieldValues {
  const fields = indexFields(marc);
  const { identifiers, publishedYear, languages, classmarks, format } = describeRecord(withoutCopies(marc));
  const imprint = fields.data('264', '260');
  return {
    TITLE: joined(fields, ['245'], 'anpb').slice(0, 1),
    EDITION: joined(fields, ['250'], 'ab'),
    YEAR: publishedYear === null ? [] : [String(publishedYear)],
    PUBLISHER: imprint.flatMap((field) => subfields(field, 'b')),
    PLACE: imprint.flatMap((field) => subfields(field, 'a')),
    CREATORS: joined(fields, ['100', '110', '111', '700', '710', '711'], 'abcdnq'),
    ISBN: identifiers.isbns,
    ISSN: identifiers.issns,
    LANGUAGE: languages,
    EXTENT: joined(fields, ['300'], 'a'),
    SERIES: joined(fields, ['490', '440', '830'], 'av'),
    SUBJECTS: joined(fields, ['600', '610', '611', '630', '650', '651', '655'], 'abcdvxyz'),
    CLASSMARKS: classmarks.map(({ scheme, mark }) => `${scheme} ${mark}`),
    FORMAT: [format],
  };
}

/** A shelf mark of a copy (852) is no class mark of what the record describes: each library has its own. */
function withoutCopies(marc: MarcRecord): MarcRecord {
  return { ...marc, fields: marc.fields.filter(({ tag }) => tag !== '852') };
}

function joined(fields: MarcFields, tags: readonly string[], codes: string): readonly string[] {
  return fields
    .data(...tags)
    .map((field) => subfields(field, codes).join(' '))
    .filter((text) => text !== '');
}
