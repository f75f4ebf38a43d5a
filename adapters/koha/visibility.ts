/** Who may see a record or a copy. Read at every level that Koha has: 942$n, hidden-item rules, ILL and fast-add. */
import type { Visibility } from '#domain/facts.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { hasCode } from '../shared/codes.ts';
import { subfieldValues } from '../shared/marc-fields.ts';
import { HIDDEN_FIELDS, type HiddenField, type KohaSettings } from './config.ts';
import type { KohaCopy } from './copy.ts';
import type { WireBiblio } from './wire.ts';

/**
 * A record's visibility. The framework is no part of the MARC record: null where it is the default one or is not known.
 *
 *     942 ## $2 nlm $c BK $n 1
 */
export function recordVisibility(marc: MarcRecord, frameworkId: string | null, settings: KohaSettings): Visibility {
  if (hasCode(settings.ill.frameworks, frameworkId)) return 'ILL_TEMPORARY';
  if (subfieldValues(marc, '942', 'c').some((type) => hasCode(settings.ill.recordTypes, type))) return 'ILL_TEMPORARY';
  const hides = subfieldValues(marc, '942', 'n').some((value) => hasCode(settings.suppression.record942n, value));
  return hides ? 'SUPPRESSED' : 'PUBLIC';
}

type Columns = Pick<WireBiblio, 'framework_id' | 'item_type'> & Partial<Pick<WireBiblio, 'opac_suppressed'>>;

/** The same for a record that Koha cannot write as MARC, from its columns. Where they do not tell 942$n, it is hidden. */
export function columnsVisibility(row: Columns, settings: KohaSettings): Visibility {
  const { frameworks, recordTypes } = settings.ill;
  if (hasCode(frameworks, row.framework_id)) return 'ILL_TEMPORARY';
  if (hasCode(recordTypes, row.item_type)) return 'ILL_TEMPORARY';
  return row.opac_suppressed === true || isSuppressionUntold(row, settings) ? 'SUPPRESSED' : 'PUBLIC';
}

/** Versions before 25.11 have no column for 942$n, and the public endpoint minds it only at sites that suppress by it themselves. */
export function isSuppressionUntold(row: Columns, { suppression }: KohaSettings): boolean {
  return (row.opac_suppressed ?? null) === null && suppression.record942n.length > 0;
}

/**
 * A record's visibility once its copies are known: none of them may show it. Copies that are all made for interlibrary
 * loans make it one, hidden ones hide it unless the site says otherwise; a record without copies stays as it is.
 */
export function visibilityByCopies(
  record: Visibility,
  copies: readonly Visibility[] | 'all hidden',
  settings: KohaSettings,
): Visibility {
  if (record !== 'PUBLIC' || copies.length === 0) return record;
  const hidden = settings.suppression.hiddenItemsHideRecord ? 'SUPPRESSED' : record;
  if (copies === 'all hidden') return hidden;
  if (copies.includes('PUBLIC')) return record;
  return copies.every((visibility) => visibility === 'ILL_TEMPORARY') ? 'ILL_TEMPORARY' : hidden;
}

/** Whether these copies leave their record to the public. */
export function isShownByCopies(copies: readonly KohaCopy[], settings: KohaSettings): boolean {
  const each = copies.map((copy) => copyVisibility(copy, settings));
  return visibilityByCopies('PUBLIC', each, settings) === 'PUBLIC';
}

/** A copy's own visibility; its record's is another question. */
export function copyVisibility(copy: KohaCopy, settings: KohaSettings): Visibility {
  if (hasCode(settings.ill.itemTypes, copy.itemType)) return 'ILL_TEMPORARY';
  for (const [field, values] of Object.entries(settings.suppression.hiddenItems)) {
    const value = copy[HIDDEN_FIELDS[field as HiddenField]];
    if (values.some((hidden) => isSameToKoha(hidden, value))) return 'SUPPRESSED';
  }
  return 'PUBLIC';
}

/** Koha's database minds neither the case of letters nor blanks at the end. */
function isSameToKoha(hidden: string | null, value: string | number | null): boolean {
  if (hidden === null || value === null) return hidden === value;
  return hasCode([hidden], String(value));
}
