/** Conditions that several reports count by. */
import { NONE, NOT_TOLD, type Condition, type Dimension } from '#domain/comparison.ts';
import { VISIBILITIES } from '#domain/facts.ts';

export function is(dimension: Dimension, ...values: readonly string[]): Condition {
  return { dimension, in: values };
}

/** Records that were typed in for one interlibrary loan: of each is kept that it is there, and nothing else. */
export const FOR_ONE_LOAN = is('VISIBILITY', 'ILL_TEMPORARY');
/** All other records. */
export const LASTING = is('VISIBILITY', ...VISIBILITIES.filter((visibility) => visibility !== 'ILL_TEMPORARY'));

/** Records of a part of another publication, whose copies are those of that one: they lack none. */
export const PART = is('PART', 'YES');
/** All other records. */
export const NO_PART = is('PART', 'NO', NOT_TOLD);

export const HIDDEN_RECORDS = is('VISIBILITY', 'SUPPRESSED', 'ILL_TEMPORARY', 'UNKNOWN');
/** Copies of a hidden record are hidden with it, whatever their own marks say. */
export const HIDDEN_ITEMS = is('LEFT_OUT', 'RECORD_HIDDEN', 'COPY_HIDDEN');
export const OF_NOBODY = is('LIBRARY', NONE);

export const NO_BARCODE = is('BARCODE_FORM', 'MISSING');
/** What no scanner reads. */
export const SPOILT_BARCODE = is('BARCODE_FORM', 'SCIENTIFIC', 'BLANKS', 'SIGNS');
export const BARCODE_TWICE = is('FINDING', 'BARCODE_TWICE', 'BARCODE_TWICE_ALIKE');
export const BARCODE_MADE_UP = is('FINDING', 'BARCODE_MADE_UP');
