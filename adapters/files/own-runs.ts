/**
 * What a library states in a list of ours, line by line, kept in the record in a field of its own that is shown to nobody:
 * MARC 21 has no place for an embargo.
 *
 *     RUN $b A1 $a v.1:no.1 (1997)- $e P1Y $z Selected articles $o
 */
import type { MarcDataField, MarcRecord } from '#marc/marc-record.ts';
import type { StatedRun } from '#marc/holding-statements.ts';
import { dataFieldsOf, subfieldValue } from '../shared/marc-fields.ts';
import type { FilesSite } from './site.ts';

/** No field of MARC. */
export const RUN_TAG = 'RUN';

export interface OwnRun {
  /** Code of the owner; null if the line names none. */
  readonly owner: string | null;
  /** Null if the line says that the title is held, and not which part of it. */
  readonly text: string | null;
  /** How long it is kept, or the embargo by its code. */
  readonly retention: string | null;
  readonly note: string | null;
  /** Whether it is read online, so that there is no copy of it. */
  readonly online: boolean;
}

/** The record with these runs, each once. */
export function withOwnRuns({ leader, fields }: MarcRecord, runs: readonly OwnRun[]): MarcRecord {
  const written = runs.map(({ owner, text, retention, note, online }): MarcDataField => {
    const given = [
      ['b', owner],
      ['a', text],
      ['e', retention],
      ['z', note],
      ['o', online ? 'online' : null],
    ] as const;
    return {
      tag: RUN_TAG,
      ind1: ' ',
      ind2: ' ',
      subfields: given.flatMap(([code, value]) => (value === null ? [] : [{ code, value }])),
    };
  });
  const distinct = new Map(written.map((field) => [JSON.stringify(field), field]));
  return { leader, fields: [...fields, ...distinct.values()] };
}

/** Whose a line is that names a code, or none. */
export type RunOwners = Pick<FilesSite, 'ownerCodeOf' | 'libraryOf' | 'onlyLibrary'>;

/** No run to look a part up in: a line beside another one may be of any part. */
const NOT_TOLD = 'Also held: which part is not told';

/**
 * Those of the record's own field. What one line of a library states is not all that it has, if another does not say which part is
 * held.
 */
export function ownRuns(marc: MarcRecord, owners: RunOwners): readonly StatedRun[] {
  const fields = dataFieldsOf(marc, RUN_TAG).map((field) => {
    const owner = ownerOf(field, owners);
    return { field, owner, library: owner === null ? owners.onlyLibrary : owners.libraryOf(owner) };
  });
  const stating = new Set(
    fields.flatMap(({ field, library }) => (subfieldValue(field, 'a') === null ? [] : [library])),
  );
  return fields.flatMap(({ field, owner, library }): readonly StatedRun[] => {
    const text = subfieldValue(field, 'a') ?? (stating.has(library) ? NOT_TOLD : null);
    if (text === null) return [];
    const [retention, note] = [subfieldValue(field, 'e'), subfieldValue(field, 'z')];
    const statement = { kind: 'MAIN', text, from: null, to: null, retention, note } as const;
    return [{ place: owner, shelf: null, statement }];
  });
}

/** Codes of those who hold the title by these lines, whether or not they say which part of it. */
export function runOwners(marc: MarcRecord, owners: RunOwners): readonly string[] {
  return dataFieldsOf(marc, RUN_TAG).flatMap((field) => ownerOf(field, owners) ?? []);
}

function ownerOf(field: MarcDataField, { ownerCodeOf }: RunOwners): string | null {
  return ownerCodeOf({ owner: subfieldValue(field, 'b') }) || null;
}

/** Whether the record is of a list of what is read online, or of one of what is on shelves; null if it is of neither. */
export function isOnlineHolding(marc: MarcRecord): boolean | null {
  const fields = dataFieldsOf(marc, RUN_TAG);
  return fields.length === 0 ? null : fields.some((field) => subfieldValue(field, 'o') !== null);
}
