/** Numbers by which one record names another: hosts, parts, series, what is bound with it. */
import type { SystemId } from '#domain/ids.ts';
import { isControlField, type MarcDataField, type MarcField, type MarcRecord } from '#marc/index.ts';
import type { MarcSubfield } from '#marc/marc-record.ts';
import type { Member, RecordNote } from './member.ts';

/**
 * Where a number leads. `number` is what the record has in the target's 003 and 001, written `(003)001`: the target keeps both when it
 * loads, so that nobody need wait for the numbers that only the load gives.
 */
export type LinkTo = { readonly goes: true; readonly number: string } | { readonly goes: false };

/** Linking entries (760 to 787, so 773, 774 and 787 too) and series. */
const LINKING = /^(7[678]\d|8[013]\d)$/;

/**
 * A field whose `$w` names the other record as the target has it; none if there was nothing in it but a number that was taken out. Koha writes hosts of its own analytics as `$0` (number of the record)
 * with `$9` (number of the copy; stripped before): such a `$0` becomes `$w`.
 *
 *     773 0_ $t Journal of trials $w 4711          becomes   $w (koha-b)4711
 *     773 0_ $0 88 $t Journal of trials            becomes   $w (koha-b)88 $t Journal of trials
 */
export function pointLinks(
  { system, kind }: Pick<Member, 'system' | 'kind'>,
  field: MarcField,
  linkOf: (system: SystemId, number: string) => LinkTo | null,
  note: (what: RecordNote, tag: string) => void,
): readonly MarcField[] {
  if (isControlField(field) || !LINKING.test(field.tag)) return [field];
  const hasNumber = field.subfields.some(({ code }) => code === 'w');
  const point = (subfield: MarcSubfield): readonly MarcSubfield[] => {
    const isHost = kind === 'koha' && subfield.code === '0' && /^\d+$/.test(subfield.value.trim());
    if (subfield.code !== 'w' && !isHost) return [subfield];
    if (isHost && hasNumber) return [];
    const given = subfield.value.trim();
    const found = linkOf(system, isHost ? `(${system})${given}` : given);
    if (found === null) {
      // With another agency's name in front it is that agency's number, and right as it is.
      if (isHost || !given.startsWith('(')) note('LINK_ELSEWHERE', field.tag);
      return isHost ? [] : [subfield];
    }
    if (found.goes) return [{ code: 'w', value: found.number }];
    note('LINK_LEFT_BEHIND', field.tag);
    return [];
  };
  const subfields = field.subfields.flatMap(point);
  // Nothing but the number was in it: MARC has no field without subfields.
  return subfields.length === 0 && field.subfields.length > 0 ? [] : [{ ...field, subfields }];
}

/** Every number by which a record may name another of its system, as `linkOf` is asked for it or without its agency. */
export function linkNumbers({ fields }: Pick<MarcRecord, 'fields'>): readonly string[] {
  return fields
    .filter((field): field is MarcDataField => !isControlField(field) && LINKING.test(field.tag))
    .flatMap(({ subfields }) => subfields.filter(({ code }) => code === 'w' || code === '0'))
    .map(({ value }) => value.trim());
}
