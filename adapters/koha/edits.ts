/** The kinds of edit that staff make, and by what a harvest of changes learns of each: one table for code, tests and docs. */
import type { HarvestWay } from './harvest-way.ts';

/** Where a harvest of changes can see an edit. */
type ChangeSource =
  /** `biblio_metadata.timestamp`, by which OAI-PMH lists, and its deletions. */
  | 'records by OAI-PMH'
  /** `biblio.timestamp`, which moves only with a column of that table. */
  | 'records by REST'
  /** All record numbers, compared. */
  | 'record numbers'
  /** `items.timestamp` by REST, and the count of copies. */
  | 'copies by REST'
  /** 952 in the records of OAI-PMH, whose window then counts copies too. */
  | 'copies by OAI-PMH';

export interface Edit {
  readonly id: string;
  /** In the words of a sentence: `a copy added`. */
  readonly what: string;
  /** One of each group is needed. */
  readonly seenBy: readonly (readonly ChangeSource[])[];
}

const COPIES: readonly ChangeSource[] = ['copies by REST', 'copies by OAI-PMH'];
const copyEdit = (id: string, what: string): Edit => ({ id, what, seenBy: [COPIES] });

/** Twenty kinds of edit. */
export const EDITS: readonly Edit[] = [
  { id: 'RECORD_ADDED', what: 'a record added', seenBy: [['records by OAI-PMH', 'records by REST']] },
  { id: 'TITLE_CHANGED', what: 'a title changed', seenBy: [['records by OAI-PMH', 'records by REST']] },
  { id: 'FIELD_ADDED', what: 'a field added to a record', seenBy: [['records by OAI-PMH']] },
  { id: 'RECORD_SUPPRESSED', what: 'a record suppressed or shown again (942$n)', seenBy: [['records by OAI-PMH']] },
  { id: 'RECORD_DELETED', what: 'a record deleted', seenBy: [['records by OAI-PMH', 'record numbers']] },
  { id: 'RECORDS_MERGED', what: 'records merged', seenBy: [['records by OAI-PMH', 'record numbers'], COPIES] },
  copyEdit('RECORD_HIDDEN_BY_COPIES', 'a record hidden or shown again by its copies'),
  copyEdit('COPY_ADDED', 'a copy added'),
  copyEdit('COPY_DELETED', 'a copy deleted'),
  copyEdit('COPY_MOVED', 'a copy moved to another record'),
  copyEdit('CALL_NUMBER', 'a call number changed'),
  copyEdit('LOCATION', 'a location changed'),
  copyEdit('HOME_BRANCH', 'a home branch changed'),
  copyEdit('BARCODE', 'a barcode changed'),
  copyEdit('ITEM_TYPE', 'an item type changed'),
  copyEdit('NOT_FOR_LOAN', 'not for loan set'),
  copyEdit('LOST', 'a copy lost'),
  copyEdit('WITHDRAWN', 'a copy withdrawn'),
  copyEdit('DAMAGED', 'a copy damaged'),
  copyEdit('RESTRICTED', 'a copy restricted'),
];

/** Those that a harvest of changes this way does not show: they wait for the next full harvest. */
export function unseenEdits(way: HarvestWay, withoutLogin: boolean): readonly Edit[] {
  const sources = changeSourcesOf(way, withoutLogin);
  return EDITS.filter(({ seenBy }) => !seenBy.every((group) => group.some((source) => sources.has(source))));
}

function changeSourcesOf({ kind, itemsIncluded }: HarvestWay, withoutLogin: boolean): ReadonlySet<ChangeSource> {
  if (kind === 'rest') return new Set(['records by REST', 'record numbers', 'copies by REST']);
  if (itemsIncluded) return new Set(['records by OAI-PMH', 'copies by OAI-PMH']);
  return new Set(withoutLogin ? ['records by OAI-PMH'] : ['records by OAI-PMH', 'copies by REST']);
}

/** For `mercia doctor`; null where every edit is seen. `opac` is whether the region file names the public catalogue. */
export function describeUnseen(way: HarvestWay, withoutLogin: boolean, opac: boolean): string | null {
  const unseen = unseenEdits(way, withoutLogin);
  if (unseen.length === 0) return null;
  const list = unseen.map(({ what }) => what).join('; ');
  const byOai = opac
    ? 'let the site switch OAI-PMH on at opacAddress, or name oai.address, to see them'
    : 'name oai.address to see them';
  const remedy = way.kind === 'rest' ? byOai : 'name credentials to see them';
  return `${unseen.length} of ${EDITS.length} kinds of edit wait for the nightly full harvest (${list}); ${remedy}`;
}
