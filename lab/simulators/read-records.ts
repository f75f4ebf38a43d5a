import { createReadStream } from 'node:fs';
import { isControlField, readMarc, type MarcDataField, type MarcRecord } from '#marc/index.ts';
import { MerciaError } from '#platform/errors.ts';
import type { LoadedFile } from './simulated-kind.ts';

/**
 * Gives every record of a file that can be read to `take`, which gives the number of its copies. A file that cannot be opened, or holds
 * no MARC, is an error.
 */
export async function readRecords(
  file: string,
  take: (record: MarcRecord) => number,
): Promise<Omit<LoadedFile, 'file'>> {
  let [records, rejected, items] = [0, 0, 0];
  try {
    for await (const result of readMarc(createReadStream(file))) {
      if (result.kind === 'reject') {
        rejected++;
        continue;
      }
      records++;
      items += take(result.record);
    }
  } catch (cause) {
    throw new MerciaError('BAD_USER_INPUT', `${file} cannot be read: check its name and permissions.`, { cause });
  }
  if (records + rejected === 0) {
    throw new MerciaError('BAD_USER_INPUT', `${file} holds no MARC record: give ISO 2709, MARCXML or MARC-in-JSON.`);
  }
  return { records, rejected, items };
}

/** As it is written; null where the field has no such subfield. */
export function subfield(field: MarcDataField, code: string): string | null {
  return field.subfields.find((one) => one.code === code)?.value ?? null;
}

/** The first such subfield in the fields of a tag; null where there is none. */
export function firstValue({ fields }: MarcRecord, tag: string, code: string): string | null {
  for (const field of fields) {
    const value = field.tag !== tag || isControlField(field) ? null : subfield(field, code);
    if (value !== null) return value;
  }
  return null;
}

/** The first class number that the record has (060 NLM, 050 LC, 082 Dewey), by its tag; null where it has none. */
export function classNumber(marc: MarcRecord): { readonly tag: string; readonly number: string } | null {
  for (const tag of ['060', '050', '082']) {
    for (const field of marc.fields) {
      if (field.tag !== tag || !('subfields' in field)) continue;
      const parts = field.subfields.filter(({ code }) => code === 'a' || code === 'b').map(({ value }) => value);
      if (parts.length > 0) return { tag, number: parts.join(' ') };
    }
  }
  return null;
}
