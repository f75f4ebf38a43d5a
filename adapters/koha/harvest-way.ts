/** The ways in which a Koha can be harvested. */

export interface HarvestWay {
  readonly kind: 'oai' | 'rest';
  readonly itemsIncluded: boolean;
  /** False where records bring copies and do not say which of them are on loan: a site may leave out any subfield. */
  readonly loansIncluded: boolean;
}

/** What `mercia doctor` adds where nobody logs in. */
export const HIDDEN_AS_DELETED =
  'newer versions of Koha tell a record that they hide from the public as deleted: without a log-in it is deleted here, too';

/** For status pages. */
export function describeWay(way: HarvestWay, withoutLogin: boolean): string {
  if (way.kind === 'rest') return 'REST by record number';
  if (way.itemsIncluded) return 'OAI-PMH with items';
  return withoutLogin ? 'OAI-PMH without items' : 'OAI-PMH, items by REST';
}
