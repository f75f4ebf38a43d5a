/** What no interface of the target can take: each with why, and where that was seen. */

export interface NotLoadable {
  readonly thing: 'ITEMS' | 'STATEMENTS' | 'LOANS' | 'HOLDS' | 'READERS';
  readonly field: string;
  /** What would have to take it. */
  readonly by: string;
  readonly why: string;
  /** SEEN at a running Koha 23.05.04; DOCUMENTED in Koha's source. */
  readonly basis: 'SEEN' | 'DOCUMENTED';
  readonly source: string;
}

/** In the order in which a supplier would go through them. What is here goes from supplier to supplier, or is entered by hand. */
export const NOT_LOADABLE: readonly NotLoadable[] = [
  {
    thing: 'ITEMS',
    field: 'day on which it is due ($q)',
    by: 'MARC 952',
    why: 'A day in 952 makes no loan: the copy would look lent to nobody. Loans are rows of their own.',
    basis: 'DOCUMENTED',
    source: 'C4/Items.pm, AddItemBatchFromMarc: items.onloan is a column, issues is another table',
  },
  {
    thing: 'ITEMS',
    field: 'number of the copy in its old system ($9)',
    by: 'MARC 952',
    why: 'Koha gives a number of its own; barcodes pair copies.',
    basis: 'DOCUMENTED',
    source: 'C4/Items.pm, AddItemBatchFromMarc',
  },
  {
    thing: 'ITEMS',
    field: 'when it was made, statistical categories, and whatever Koha has no column for',
    by: 'MARC 952',
    why: 'There is no subfield for it. items.csv names what each copy loses.',
    basis: 'DOCUMENTED',
    source: 'https://wiki.koha-community.org/wiki/Holdings_data_fields_(9xx)',
  },
  {
    thing: 'STATEMENTS',
    field: 'subscriptions and the issues that came',
    by: 'MARC 866 to 868',
    why: "The words of a run are loaded; Koha's serials module has tables of its own, and no interface for them.",
    basis: 'DOCUMENTED',
    source: 'api/v1/swagger/paths of Koha-Community/Koha: no path for subscriptions or serials',
  },
  {
    thing: 'LOANS',
    field: 'due day, renewals, day of the loan',
    by: 'REST POST /checkouts',
    why: 'Koha lends anew, by its rules of today: no due day of before can be given, and renewals begin at 0.',
    basis: 'SEEN',
    source: 'Koha 23.05.04, 2026-11-30',
  },
  {
    thing: 'HOLDS',
    field: 'place in the queue',
    by: 'REST POST /holds',
    why: 'Koha computes the place: holds must be placed in the order of the old queue.',
    basis: 'SEEN',
    source: 'Koha 23.05.04, 2026-11-30',
  },
  {
    thing: 'HOLDS',
    field: 'that a copy waits for its reader',
    by: 'REST POST /holds',
    why: 'A waiting hold cannot be made: the copy has to be returned at its desk once more.',
    basis: 'SEEN',
    source: 'Koha 23.05.04, 2026-11-30',
  },
  {
    thing: 'READERS',
    field: 'PIN',
    by: 'REST POST /patrons/{id}/password',
    why: 'No system tells its PINs, and Mercia reads none: each must be set anew unless the supplier proves that its hashes were taken over.',
    basis: 'DOCUMENTED',
    source: 'api/v1/swagger/paths of Koha-Community/Koha: a password is given in the clear and hashed',
  },
  {
    thing: 'READERS',
    field: 'loans of before',
    by: 'REST',
    why: 'There is no way to add a loan that is over: ask the supplier, or declare that the history stays behind.',
    basis: 'SEEN',
    source: 'Koha 23.05.04: POST /checkouts lends now',
  },
];
