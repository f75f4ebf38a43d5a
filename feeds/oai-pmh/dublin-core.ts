import type { MarcRecord } from '#adapters/protocols/marc/index.ts';
export function toDublinCore(marc: MarcRecord): readonly { element: string; value: string }[] {
  return marc.fields.flatMap((field) =>
    'value' in field || field.tag !== '245'
      ? []
      : [{ element: 'title', value: field.subfields.map(({ value }) => value).join(' ') }],
  );
}
