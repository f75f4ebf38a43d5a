/** The rules that a ledger has by itself. Each is signed before a ledger is whole; none explains what its sentence does not say. */
import type { LedgerClass } from '#domain/ledger.ts';

export interface BuiltInRule {
  readonly class: LedgerClass;
  /** One sentence for people. */
  readonly says: string;
  /** True if it explains that a row is not in the target at all. */
  readonly drops?: boolean;
}

const LEFT_BEHIND = 'The plan leaves the row behind, by its class.';

export const BUILT_IN_RULES = {
  'record-number': {
    class: 'RECORDS',
    says: 'The target gives the record a number, an agency and a time of its own (001, 003, 005, leader 00-05, 09-16 and 20-23, but not that it is deleted).',
  },
  'local-pointer': {
    class: 'RECORDS',
    says: "Fields and subfields that point into one system (numbers in $9 of headings, authorities in $= and $?, 596, 949, 999) are stripped, or are the target's own.",
  },
  'fields-of-items': {
    class: 'RECORDS',
    says: 'Fields that carry items (952) are not compared as text: each item is compared by itself.',
  },
  'provenance-added': {
    class: 'RECORDS',
    says: 'A field 035 or 003 says from which record of the source the record came.',
  },
  'link-pointed-anew': {
    class: 'RECORDS',
    says: 'A link ($w, 773 $0 and $9) names the record or the item of the target that the one of the source became.',
  },
  'link-left-behind': {
    class: 'RECORDS',
    says: 'A link named a record that the plan leaves behind: its words, if it had any, stay, and its number is taken out.',
  },
  'written-for-target': {
    class: 'RECORDS',
    says: 'The field is as the target was given it by the plan: runs and their place (852-855, 863-868) under its branch and other numbers of links, whose field it is ($5) by the branch of the target, and 942 with the type of the first copy and whether the record is hidden.',
  },
  'other-member': {
    class: 'RECORDS',
    says: 'Several records of one edition became one, and the field of another of them stands in its place.',
  },
  'was-there-before': {
    class: 'RECORDS',
    says: 'The target had the record before, and the field is one that it had.',
  },
  'local-field-by-plan': {
    class: 'RECORDS',
    says: 'The plan drops or moves this local field of the library.',
  },
  'record-left-behind': { class: 'RECORDS', says: LEFT_BEHIND, drops: true },
  'item-code-mapped': {
    class: 'ITEMS',
    says: 'A code of branch, location, collection, type or status is what the mapping of the snapshot or the plan says.',
  },
  'item-relabelled': { class: 'ITEMS', says: 'The barcode is the new one that the plan gives.' },
  'item-left-behind': { class: 'ITEMS', says: LEFT_BEHIND, drops: true },
  'run-home-mapped': {
    class: 'STATEMENTS',
    says: 'The library of the run is what the mapping of branches, or the plan, says.',
  },
  'statement-left-behind': { class: 'STATEMENTS', says: LEFT_BEHIND, drops: true },
  'category-mapped': {
    class: 'READERS',
    says: 'The category is what the mapping of the snapshot or the plan says.',
  },
  'home-mapped': {
    class: 'READERS',
    says: 'The library of the registration is what the mapping of branches, or the plan, says.',
  },
  'reader-merged': {
    class: 'READERS',
    says: 'Several registrations of one person became one, and this field is that of another of them.',
  },
  'reader-left-behind': { class: 'READERS', says: LEFT_BEHIND, drops: true },
  'due-by-policy': {
    class: 'LOANS',
    says: 'The due day, or hour, is what the plan makes of it: what the policy of the target allows.',
  },
  'loan-left-behind': { class: 'LOANS', says: LEFT_BEHIND, drops: true },
  'hold-left-behind': { class: 'HOLDS', says: LEFT_BEHIND, drops: true },
  'charge-left-behind': { class: 'CHARGES', says: 'The plan leaves the reader behind who owes it.', drops: true },
  'block-left-behind': { class: 'BLOCKS', says: 'The plan leaves the reader behind.', drops: true },
} as const satisfies Readonly<Record<string, BuiltInRule>>;

export type BuiltInRuleName = keyof typeof BUILT_IN_RULES;

export function findBuiltIn(name: string): BuiltInRule | null {
  return Object.hasOwn(BUILT_IN_RULES, name) ? BUILT_IN_RULES[name as BuiltInRuleName] : null;
}
