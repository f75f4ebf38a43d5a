import {
  hasLostText,
  isControlField,
  readFieldLink,
  readMarcBytes,
  type MarcField,
  type MarcFormat,
} from '#marc/index.ts';

export type PublicMarcField = MarcField;

/** The part of a record that everyone may see. */
export interface PublicMarc {
  readonly leader: string;
  /** Some letters mean nothing in the record's character set, and appear as U+FFFD. */
  readonly undecoded: boolean;
  readonly fields: readonly PublicMarcField[];
}

/**
 * Fields of MARC 21 that are not for the public, besides all of 9XX (local: items with their barcodes and notes, orders,
 * what staff keep for themselves) and tags that are no three digits (a system's own).
 */
const PRIVATE_TAGS: ReadonlySet<string> = new Set([
  // Whom the copy came from, and for how much: donors are people.
  '541',
  // Who owned it before: people.
  '561',
  // What was done to the copy and by whom, valuations included.
  '583',
  // Staff's own notes: 59X is for local use, and many write there what they would not tell a reader.
  ...['590', '591', '592', '593', '594', '595', '596', '597', '598', '599'],
  // Items of one system: barcodes, prices, notes for staff.
  ...['876', '877', '878'],
  // A local holding beside the common one (OCLC): notes for staff.
  '859',
]);

/** Public fields with a subfield that is for staff: `$x` is the nonpublic note of courses, holdings and links. */
const WITH_STAFF_NOTES: ReadonlySet<string> = new Set('526 852 853 854 855 856 857 863 864 865 866 867 868'.split(' '));

/** Fields whose first indicator 0 says "private": 542 is who holds a copyright and how to reach them. */
const PRIVATE_BY_INDICATOR: ReadonlySet<string> = new Set(['542']);

/** A field in another script: it is of the tag that its `$6` names (MARC 21, appendix A). */
const IN_ANOTHER_SCRIPT = '880';

/** Whether every field of this tag is for the public, whatever its indicators and subfields. */
export function isPublicTag(tag: string): boolean {
  return tag !== IN_ANOTHER_SCRIPT && /^[0-8]\d\d$/.test(tag) && !PRIVATE_TAGS.has(tag) && !isPartlyPublic(tag);
}

/** Whether only its indicators and subfields say what of a field is for the public. */
function isPartlyPublic(tag: string): boolean {
  return PRIVATE_BY_INDICATOR.has(tag) || WITH_STAFF_NOTES.has(tag);
}

/** The public fields of a record as it came; null if it cannot be read. */
export function toPublicMarc(raw: Uint8Array, format: MarcFormat): PublicMarc | null {
  const [read] = readMarcBytes(raw, { format });
  if (read?.kind !== 'record') return null;
  return {
    leader: read.record.leader,
    undecoded: hasLostText(read.repairs),
    fields: read.record.fields.flatMap(toPublicField),
  };
}

function toPublicField(field: MarcField): readonly MarcField[] {
  const tag = tagOf(field);
  if (tag === null || !/^[0-8]\d\d$/.test(tag) || PRIVATE_TAGS.has(tag)) return [];
  // An `852` that came as one text: nobody can say where its `$x` begins.
  if (isControlField(field)) return isPartlyPublic(tag) ? [] : [field];
  if (PRIVATE_BY_INDICATOR.has(tag) && field.ind1 === '0') return [];
  if (!WITH_STAFF_NOTES.has(tag)) return [field];
  const subfields = field.subfields.filter(({ code }) => code !== 'x' && code !== '');
  return subfields.every(({ code }) => code === '6') ? [] : [{ ...field, subfields }];
}

/** By which it is judged; null if it is in another script and does not say of which field: that may be anything. */
function tagOf(field: MarcField): string | null {
  if (field.tag !== IN_ANOTHER_SCRIPT) return field.tag;
  const link = isControlField(field) ? null : readFieldLink(field);
  return link === null || link.tag === IN_ANOTHER_SCRIPT ? null : link.tag;
}
