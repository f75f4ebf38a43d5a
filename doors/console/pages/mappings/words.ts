/** Mappings in words: lists, how far they are, why something was suggested, what is to be looked at. */
import type { CodeListName, MappingState, MappingWarning, SuggestionReason } from '../../__generated__/operations.ts';

export const LIST_WORDS: Readonly<Record<CodeListName, string>> = {
  BRANCH: 'Branches',
  LOCATION: 'Locations',
  COLLECTION: 'Collections',
  ITEM_TYPE: 'Item types',
  PATRON_CATEGORY: 'Categories of readers',
  STATUS: 'Statuses of copies',
};

export const STATE_WORDS: Readonly<Record<MappingState, string>> = {
  UNMAPPED: 'Not mapped',
  SUGGESTED: 'Suggested',
  DECIDED: 'Decided',
};

export const REASON_WORDS: Readonly<Record<SuggestionReason, string>> = {
  SAME_CODE: 'The target spells a code alike.',
  SAME_LABEL: 'The target has one code of the same name.',
  SAME_MEANING: 'The target has one code that stands for the same.',
  SEVERAL_ALIKE: 'Several codes of the target are like it.',
  MEANS_OTHERWISE: 'The target spells a code alike, and it means something else.',
  NOTHING_ALIKE: 'The target has nothing like it.',
};

export const WARNING_WORDS: Readonly<Record<MappingWarning, string>> = {
  DIFFERENT_MEANINGS: 'Codes that mean something else become the same.',
  TOO_LONG: 'The code of the target is longer than the target takes.',
  AMBIGUOUS: 'Several targets are possible, or codes that differ by case alone become different things.',
  TARGET_GONE: 'The target no longer has this code.',
};

function readWord<Key extends string>(words: Readonly<Record<Key, string>>, text: string | null): Key | null {
  const isKey = (word: string): word is Key => Object.hasOwn(words, word);
  return text !== null && isKey(text) ? text : null;
}

/** Null for what is no list. */
export const readList = (text: string | null): CodeListName | null => readWord(LIST_WORDS, text);
/** Null for what is no state. */
export const readState = (text: string | null): MappingState | null => readWord(STATE_WORDS, text);
