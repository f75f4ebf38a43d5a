/** Runs that a library states in its bibliographic record, as MARC 21 lets it embed them (866, 867, 868 beside 852). */
import type { HoldingStatement, StatementKind } from '#domain/catalogue.ts';
import { isControlField, type MarcDataField, type MarcRecord } from './marc-record.ts';

export interface StatedRun {
  /** Code of the place (852 $b) that the statement is linked to; null where the record does not say whose it is. */
  readonly place: string | null;
  readonly statement: HoldingStatement;
}

const KINDS: Readonly<Record<string, StatementKind>> = { '866': 'MAIN', '867': 'SUPPLEMENT', '868': 'INDEX' };

/**
 * In the order of the record. A statement is linked to its place by the number before the point in $8:
 *
 *     852 __ $8 1 $b MAIN
 *     866 _0 $8 1.1 $a v.154-175 (1984-2005) $z In the basement
 */
export function statedRuns({ fields }: MarcRecord): readonly StatedRun[] {
  const dataFields = fields.filter((field): field is MarcDataField => !isControlField(field));
  const places = new Map(
    dataFields
      .filter(({ tag }) => tag === '852')
      .flatMap((field) => linksOf(field).map((link) => [link, first(field, 'b')] as const)),
  );
  return dataFields.flatMap((field): readonly StatedRun[] => {
    const kind = KINDS[field.tag];
    const text = values(field, 'a').join(' ').trim();
    if (kind === undefined || text === '') return [];
    const place = linksOf(field).flatMap((link) => places.get(link) ?? [])[0] ?? null;
    const note = values(field, 'z').join(' ').trim();
    return [
      { place, statement: { kind, text, from: null, to: null, retention: null, note: note === '' ? null : note } },
    ];
  });
}

function linksOf(field: MarcDataField): readonly string[] {
  return values(field, '8').map((link) => link.split(/[.\\]/)[0]?.trim() ?? '');
}

function first(field: MarcDataField, code: string): string | null {
  return values(field, code)[0]?.trim() ?? null;
}

function values({ subfields }: MarcDataField, code: string): readonly string[] {
  return subfields.filter((subfield) => subfield.code === code).map(({ value }) => value);
}
