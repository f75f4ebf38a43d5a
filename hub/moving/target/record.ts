/** One record as the target is given it, of the records of the sources that a plan makes one of. Pure. */
import type { SystemId } from '#domain/ids.ts';
import { isControlField, type MarcField, type MarcRecord } from '#marc/index.ts';
import { itemField, recordField, type PlannedItem } from './items.ts';
import { pointLinks, type LinkTo } from './links.ts';
import { insertInOrder } from './marc-fields.ts';
import type { Member, RecordNote } from './member.ts';
import { isReserved, withoutPointers } from './pointers.ts';
import { isStating, withRuns, type Branches, type RunsOfMember } from './statements.ts';

export interface RecordRules {
  /**
   * One description of those of the members, the base first, under the plan's rules for fields and for local fields. The members come
   * without pointers, and without what states runs.
   */
  readonly merge: (members: readonly [Member, ...Member[]]) => MarcRecord;
  /** Where a number of another record leads, as a record of this system has it; null if it is no number of that system's. */
  readonly linkOf: (system: SystemId, number: string) => LinkTo | null;
  /** The system that is the target already, whose records keep their numbers and pointers; null for a new one. */
  readonly into?: SystemId | null | undefined;
}

const OWN_NUMBER = new Set(['001', '003']);

export interface MadeRecord {
  readonly marc: MarcRecord;
  /** Each with the tag that it is about; sorted, none twice. */
  readonly notes: readonly { readonly note: RecordNote; readonly tag: string }[];
}

/**
 * The description: pointers of the sources stripped or re-pointed, the members merged, and where it comes from in 001, 003 and 035. Copies and statements are added to it by `withHoldings`. The base is the first member.
 *
 *     001    4711                  the base's number in its own system
 *     003    koha-b                that system
 *     035 __ $a (koha-b)4711       so for every member
 *     035 __ $a (OCoLC)123         what 001 and 003 of a member said, if that was another number
 */
export function makeRecord(members: readonly [Member, ...Member[]], rules: RecordRules): MadeRecord {
  const notes = new Map<string, MadeRecord['notes'][number]>();
  const note = (what: RecordNote, tag: string): void => void notes.set(`${what} ${tag}`, { note: what, tag });
  const isThere = ({ system }: Member): boolean => system === rules.into;
  const prepare = (member: Member): Member => {
    const states = isStating(member.marc.fields, member.kind);
    const own = isThere(member) ? keptThere(member) : withoutPointers(member);
    const fields = own
      .filter((field) => !OWN_NUMBER.has(field.tag) && !states(field))
      .flatMap((field) => (isThere(member) ? [field] : pointLinks(member, field, rules.linkOf, note)));
    return { ...member, marc: { leader: member.marc.leader, fields } };
  };
  const [base, ...others] = members;
  const merged = rules.merge([prepare(base), ...others.map(prepare)]);
  const ofTarget = new Set(isThere(base) ? keptThere(base) : []);
  const isLeftOut = (field: MarcField): boolean => isReserved(field) && !ofTarget.has(field);
  for (const { tag } of merged.fields.filter(isLeftOut)) note('RESERVED_FIELD_LEFT_OUT', tag);
  let fields: readonly MarcField[] = merged.fields.filter((field) => !isLeftOut(field));
  for (const number of members.flatMap((one) => (isThere(one) ? ownNumber(one) : numbersOf(one))))
    fields = withNumber(fields, number);
  const marc: MarcRecord = {
    leader: merged.leader,
    fields: isThere(base) ? kept(base, fields) : numbered(base, fields),
  };
  for (const tag of forbiddenTags(marc)) note('CONTROL_CHARACTER', tag);
  return {
    marc,
    notes: [...notes.values()].toSorted((a, b) => (`${a.tag} ${a.note}` < `${b.tag} ${b.note}` ? -1 : 1)),
  };
}

export interface PlannedHoldings {
  /** Of every member, the base first. */
  readonly runs: readonly RunsOfMember[];
  readonly branches: Branches;
  readonly items: readonly PlannedItem[];
  readonly isSuppressed: boolean;
  /** Whether it is in the target already, where it has its own 942. */
  readonly isThere?: boolean | undefined;
}

/** The record with its runs (852, 866 to 868), its own data (942) and a 952 for each copy. */
export function withHoldings({ leader, fields }: MarcRecord, holdings: PlannedHoldings): MarcRecord {
  const { runs, branches, items, isSuppressed, isThere = false } = holdings;
  const own = isThere ? null : recordField(items[0]?.itemType ?? null, isSuppressed);
  const stated = withRuns(fields, runs, branches);
  return { leader, fields: insertInOrder(stated, [...(own === null ? [] : [own]), ...items.map(itemField)]) };
}

/** The number of a record of a source as 035 has it in the target. */
export function sourceNumber(system: SystemId, localId: string): string {
  return `(${system})${localId}`;
}

/** What a record of the target keeps: all but its copies and numbers, which the target has beside it. */
function keptThere({ marc }: Member): readonly MarcField[] {
  return marc.fields.filter((field) => field.tag === '942' || !isReserved(field));
}

function numbered({ localId, system }: Member, fields: readonly MarcField[]): readonly MarcField[] {
  return [{ tag: '001', value: localId }, { tag: '003', value: system }, ...fields];
}

/** A record that is in the target: with its own 001 and 003, and the number of the target by which a load finds it. */
function kept({ localId, marc }: Member, fields: readonly MarcField[]): readonly MarcField[] {
  const number = ['c', 'd'].map((code) => ({ code, value: localId }));
  return [
    ...marc.fields.filter(({ tag }) => OWN_NUMBER.has(tag)),
    ...insertInOrder(fields, [{ tag: '999', ind1: ' ', ind2: ' ', subfields: number }]),
  ];
}

function ownNumber({ system, localId }: Pick<Member, 'system' | 'localId'>): readonly string[] {
  return [sourceNumber(system, localId)];
}

/** As 035 of the target has them: its number in its own system, then what its 001 said besides; an agency that is not named is said to be the system's own field. */
export function numbersOf({ system, localId, marc }: Pick<Member, 'system' | 'localId' | 'marc'>): readonly string[] {
  const given = controlValue(marc, '001');
  const agency = controlValue(marc, '003');
  const own = ownNumber({ system, localId });
  if (given === null || (given === localId && (agency === null || agency === system))) return own;
  return [...own, agency === null ? `(${system}/001)${given}` : `(${agency})${given}`];
}

function controlValue({ fields }: MarcRecord, tag: string): string | null {
  const field = fields.find((one) => one.tag === tag);
  if (field === undefined) return null;
  // Some programs write subfields there.
  const value = isControlField(field) ? field.value : field.subfields.map((one) => one.value).join('');
  return value.trim() === '' ? null : value.trim();
}

function withNumber(fields: readonly MarcField[], number: string): readonly MarcField[] {
  const isThere = fields.some(
    (field) =>
      field.tag === '035' &&
      !isControlField(field) &&
      field.subfields.some(({ code, value }) => code === 'a' && value.trim() === number),
  );
  if (isThere) return fields;
  return insertInOrder(fields, [{ tag: '035', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: number }] }]);
}

/** Control characters that XML 1.0 has no place for. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u;

function forbiddenTags({ fields }: MarcRecord): readonly string[] {
  return fields
    .filter((field) =>
      isControlField(field) ? FORBIDDEN.test(field.value) : field.subfields.some(({ value }) => FORBIDDEN.test(value)),
    )
    .map(({ tag }) => tag);
}
