/**
 * What a record holds that means something in its own system alone: numbers of its authorities, of its copies and of itself. The
 * target would take them for its own.
 */
import { isControlField, type MarcDataField, type MarcField } from '#marc/index.ts';
import type { MarcSubfield } from '#marc/marc-record.ts';
import type { Member } from './member.ts';

/** Koha's own data of a record, its copies, its numbers: whatever has these tags is read as such there. */
const RESERVED = new Set(['942', '952', '999']);

interface Pointers {
  /** Whole fields that are copies or numbers of this kind of system. */
  readonly fields: ReadonlySet<string>;
  readonly isPointer: (field: MarcDataField, subfield: MarcSubfield) => boolean;
}

/** Headings and links: `100 1_ $a Ayāz $9 1234` is authority 1234 of this Koha. */
const HEADINGS = /^[14678]\d\d$/;

const NONE: Pointers = { fields: new Set(), isPointer: () => false };

const BY_KIND: Readonly<Record<string, Pointers>> = {
  koha: {
    fields: new Set(['942', '952', '999']),
    isPointer: ({ tag }, { code, value }) => code === '9' && HEADINGS.test(tag) && /^\d+$/.test(value.trim()),
  },
  // 596 says by number which libraries have it, 949 and 999 are copies. `$= ^A14637` is an authority, `$? UNAUTHORIZED` that there
  // is none: so they stand in what the British Library writes out of its Symphony (victoriamorris/samiTools, README.md).
  symphony: {
    fields: new Set(['596', '949', '999']),
    isPointer: (_field, { code, value }) =>
      (code === '=' && /^\^A\d+$/.test(value.trim())) || (code === '?' && value.trim() === 'UNAUTHORIZED'),
  },
};

/** Whether the target would take a field of this tag for one of its own. */
export function isReserved({ tag }: Pick<MarcField, 'tag'>): boolean {
  return RESERVED.has(tag);
}

/** Tags of whole fields that are copies, numbers or own data of this kind of system, and mean nothing in another. */
export function ownTagsOf(kind: string): ReadonlySet<string> {
  return (BY_KIND[kind] ?? NONE).fields;
}

/** The fields without pointers, in their order. */
export function withoutPointers(member: Pick<Member, 'kind' | 'marc'>): readonly MarcField[] {
  const { fields, isPointer } = BY_KIND[member.kind] ?? NONE;
  return member.marc.fields.flatMap((field): readonly MarcField[] => {
    if (fields.has(field.tag)) return [];
    if (isControlField(field)) return [field];
    const subfields = field.subfields.filter((subfield) => !isPointer(field, subfield));
    if (subfields.length === field.subfields.length) return [field];
    return subfields.length === 0 ? [] : [{ ...field, subfields }];
  });
}
