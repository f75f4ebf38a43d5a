/**
 * The texts in CQL of `cql-texts.tsv`, which Mercia and Zebra are both asked. Without a reason the answers are the same: the number of
 * records, or of the diagnostic. With one, what each answers is written down, so that the table stays true.
 */
import { readRows } from '#tests/support/tsv-rows.ts';

/** Why Mercia and Zebra, as it is set up in `tests/feeds/zebra-sru`, answer a text differently. */
export const REASONS = {
  STEMS: 'Mercia looks for forms and spellings of a word, Zebra for the word.',
  ACCENTS: 'Mercia finds letters with and without their accents.',
  NUMBERS: 'Mercia reads a number with hyphens and without.',
  INVALID: 'Mercia refuses what can be no number of this kind; Zebra looks for it in vain.',
  NOT_INDEXED: 'No record has one, so that Zebra does not know the index.',
  LENIENT:
    'YAZ takes more than the grammar of CQL 1.2 does: words without quotation marks, quotation marks that are not closed.',
  EMPTY: 'An empty query is a missing parameter here, an empty term is refused.',
  DEFAULT_SET: 'Mercia looks for a name without a prefix in each of its context sets, Zebra in the set of CQL alone.',
  RESULT_SETS: 'To Zebra the index of result sets is like any other that there is not.',
  WHOLE: 'Zebra takes "==" for "=", and has no whole fields for "exact".',
  ALL_WORDS: '"=" with several words: Mercia wants all of them, Zebra wants them next to each other, as "adj" does.',
  RELATIONS: 'Zebra does not know the relation, or takes it for "=".',
  PROXIMITY: 'Mercia has no "prox", but "adj".',
  MASKS: 'Mercia takes "*" behind two letters or more, at the end of a word.',
  ANCHORS: 'Zebra does not know the first word of a field here.',
  ESCAPES: 'Mercia refuses a backslash before a letter, which needs none.',
  UNKNOWN_SET: 'Mercia names the context set that it does not know, Zebra the index.',
  SORT: 'Mercia names the index that it does not know, Zebra the order.',
} as const;
export type Reason = keyof typeof REASONS;

export interface CqlText {
  readonly text: string;
  readonly reason: Reason | null;
  /** What each answers, if there is a reason: a count, or `#` and a diagnostic. */
  readonly mercia: string | null;
  readonly zebra: string | null;
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(REASONS, text);
}

export const CQL_TEXTS: readonly CqlText[] = readRows(new URL('cql-texts.tsv', import.meta.url)).map(
  ([, text, reason, mercia = null, zebra = null]) => ({
    text,
    reason: isReason(reason) ? reason : null,
    mercia,
    zebra,
  }),
);
