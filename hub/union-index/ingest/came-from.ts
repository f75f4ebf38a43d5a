/** What a record says of where it came from, as it does once a library has moved to another system. */
import { readMarcBytes, type MarcFormat } from '#marc/index.ts';

export interface RawRecord {
  readonly format: MarcFormat;
  readonly raw: Uint8Array;
}

/** The numbers that the record had in a system: 035 `(system)number`, where the system is called as in the region file. */
export function cameFrom({ raw, format }: RawRecord, system: string): readonly string[] {
  const prefix = `(${system})`;
  if (!Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).includes(prefix)) return [];
  const [read] = readMarcBytes(raw, { format });
  if (read?.kind !== 'record') return [];
  const numbers = read.record.fields.flatMap((field) =>
    field.tag === '035' && 'subfields' in field
      ? field.subfields.filter(({ code, value }) => code === 'a' && value.startsWith(prefix))
      : [],
  );
  return [...new Set(numbers.map(({ value }) => value.slice(prefix.length).trim()))];
}
