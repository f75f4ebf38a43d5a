/** The questions that a snapshot answers: those that people ask first, then all others, each with its page. */
import { CURATED } from '../curated/curated.ts';
import { snapshotHref } from '../hrefs.ts';

/** As people ask them, by the names of their reports. */
export const ASKED_FIRST = [
  'titles-together',
  'overlap-matrix',
  'last-copies',
  'to-rule-on',
  'conflicts',
  'barcodes-of-others',
  'no-barcode',
  'policies-differ',
  'unmapped',
  'decisions',
] as const;

/** What was found, on the first page: what is found soonest, because it was counted when the snapshot was taken. */
export const FINDINGS = ['overlap-matrix', 'last-copies', 'to-rule-on', 'barcodes-of-others'] as const;

/** Questions that have a page of their own. */
const OWN_PAGES: Readonly<Record<string, string>> = {
  'overlap-matrix': 'overlap',
  ...Object.fromEntries(CURATED.map(({ main, end }) => [main, end])),
  unmapped: 'mappings',
  mapping: 'mappings',
  decisions: 'decisions',
};

export function questionHref(snapshot: string, name: string): string {
  const own = Object.hasOwn(OWN_PAGES, name) ? OWN_PAGES[name] : undefined;
  return `${snapshotHref(snapshot)}/${own ?? `questions/${encodeURIComponent(name)}`}`;
}
