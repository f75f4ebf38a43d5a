/** All loans, holds and readers of a site, with tokens in place of readers: for totals and for comparing systems. */
import { emailText, nameAndBirthText } from '#domain/reader-identity.ts';
import type { ZodType } from 'zod';
import type { AdapterContext, LoanSource } from '../../adapter.ts';
import { readAnswer } from '../../shared/accounts/read-answer.ts';
import type { KohaClient } from '../client.ts';
import { dueOf } from '../due.ts';
import type { KohaSite } from '../site.ts';
import { holdStatusOf } from './hold-facts.ts';
import { wireLoan, wirePatronHold, wireReader, wireUse } from './wire-accounts.ts';

export interface LoansContext {
  readonly site: KohaSite;
  /** Behind everybody else's questions. */
  readonly client: KohaClient;
  readonly readerToken: NonNullable<AdapterContext['readerToken']>;
}

/** About two seconds of a small Koha's work. */
const PAGE = 500;
/** A patron is a long row. */
const READERS_PAGE = 100;

/** How often copies were lent: concerns no patron. */
export function createUseCounts({
  site,
  client,
}: Omit<LoansContext, 'readerToken'>): Pick<Required<LoanSource>, 'useCounts'> {
  return {
    useCounts: (signal) =>
      pagesOf({ site, client, path: '/items', key: 'item_id', perPage: PAGE }, wireUse, signal, (row) => ({
        itemLocalId: String(row.item_id),
        recordLocalId: String(row.biblio_id),
        loans: row.checkouts_count ?? null,
        // Koha writes the first renewal over a null: a copy whose loans it counts was never renewed then.
        renewals: row.renewals_count ?? (typeof row.checkouts_count === 'number' ? 0 : null),
        lastBorrowedOn: row.last_checkout_date,
      })),
  };
}

export function createLoans({ site, client, readerToken }: LoansContext): Omit<Required<LoanSource>, 'useCounts'> {
  const tokenOf = (patronId: number): string => readerToken('account', String(patronId));
  return {
    openLoans: (signal) =>
      pagesOf({ site, client, path: '/checkouts', key: 'checkout_id', perPage: PAGE }, wireLoan, signal, (loan) => ({
        localId: String(loan.checkout_id),
        itemLocalId: String(loan.item_id),
        // The loan names its copy alone; harvest knows whose copy that is.
        recordLocalId: null,
        readerToken: tokenOf(loan.patron_id),
        loanedAt: loan.checkout_date ?? null,
        due: dueOf(loan.due_date),
        renewals: loan.renewals_count ?? null,
      })),

    openHolds: (signal) =>
      pagesOf({ site, client, path: '/holds', key: 'hold_id', perPage: PAGE }, wirePatronHold, signal, (hold) => ({
        localId: String(hold.hold_id),
        recordLocalId: String(hold.biblio_id),
        itemLocalId: hold.item_id === null ? null : String(hold.item_id),
        readerToken: tokenOf(hold.patron_id),
        status: holdStatusOf(hold),
        placedOn: hold.hold_date,
        pickupSite: hold.pickup_library_id,
      })),

    readers: (signal) =>
      pagesOf(
        { site, client, path: '/patrons', key: 'patron_id', perPage: READERS_PAGE },
        wireReader,
        signal,
        (reader) => {
          const { surname, firstname: forenames, date_of_birth: birthDate } = reader;
          const nameAndBirth = nameAndBirthText({ surname, forenames, birthDate });
          const email = emailText(reader.email);
          return {
            readerToken: tokenOf(reader.patron_id),
            homeSite: reader.library_id,
            nameAndBirth: nameAndBirth === null ? null : readerToken('name-birth', nameAndBirth),
            email: email === null ? null : readerToken('email', email),
          };
        },
      ),
  };
}

interface Listing {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly path: string;
  readonly key: string;
  readonly perPage: number;
}

/** A list page by page. A row that cannot be read ends it: totals from which rows are missing would be wrong. */
async function* pagesOf<Row, Mapped>(
  { site, client, path, key, perPage }: Listing,
  schema: ZodType<Row>,
  signal: AbortSignal,
  map: (row: Row) => Mapped,
): AsyncGenerator<readonly Mapped[]> {
  const operation = `all of ${path.slice(1)}`;
  for await (const page of client.pages(operation, path, { key, perPage }, signal)) {
    yield page.rows.map((row) => map(readAnswer(site.system.id, operation, schema, row)));
  }
}
