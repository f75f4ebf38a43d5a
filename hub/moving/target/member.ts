/** What goes into a record of the target, and what is to be said of it. */
import type { SystemId } from '#domain/ids.ts';
import type { MarcRecord } from '#marc/index.ts';

/** A record of a source that goes into a record of the target. */
export interface Member {
  readonly system: SystemId;
  /** Kind of the system that it was read from, such as `koha`: which of its fields are pointers depends on it. */
  readonly kind: string;
  /** The system's own number of it. */
  readonly localId: string;
  /** Those that have it: rules for local fields may be theirs. */
  readonly libraries: readonly string[];
  readonly marc: MarcRecord;
}

/** What somebody should know of a record that was written. Nothing of it quotes the record. */
export const RECORD_NOTES = {
  RESERVED_FIELD_LEFT_OUT:
    'A field has a tag that the target keeps for itself (942, 952, 999) and is none of a Koha: it was left out. A rule of the plan can move it to another tag.',
  LINK_LEFT_BEHIND: 'It names a record that stays behind: the words stay, the number ($w) was taken out.',
  LINK_ELSEWHERE: 'It names a record by a number that is none of its system: the number was left as it is.',
  CONTROL_CHARACTER:
    'It has a control character that XML forbids: Koha stores such a record and cannot show it in any form of MARC.',
} as const;
export type RecordNote = keyof typeof RECORD_NOTES;

/** The same of a copy. */
export const ITEM_NOTES = {
  NO_BRANCH:
    'It has no branch of the target: Koha cannot say whose it is. Map its branch, or name one for its library in the plan.',
  STATUS_NOT_MAPPED:
    'What its system says of its state becomes nothing here: the target would take a lost or withdrawn copy for one that can be had. Map the state, or look at the copy.',
  HIDDEN_COPY:
    'Its library hides it, and its record is not hidden: nothing in 952 says so. See that a rule of the target (OpacHiddenItems) hides it.',
} as const;
