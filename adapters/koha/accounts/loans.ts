/** All loans, holds, readers and charges of a site, with tokens in place of readers: for totals and for comparing systems. */
import { toWallTime } from '#domain/wall-time.ts';
import { cardText, emailText, expiryText, nameAndBirthText } from '#domain/reader-identity.ts';
import type { ZodType } from 'zod';
import type { ReaderTokenKind } from '#platform/reader-token.ts';
import type { ListPage, LoanSource, ReadersWanted, ReaderTokens } from '#contract/adapter.ts';
import { readAnswer } from '../../shared/accounts/read-answer.ts';
import type { KohaClient } from '../client.ts';
import { dueOf } from '../due.ts';
import type { KohaSite } from '../site.ts';
import { hasExpired } from './blocks.ts';
import { holdStatusOf, queuePlaceOf } from './hold-facts.ts';
import { openChargesOf, type ReaderListContext } from './open-charges.ts';
import { wireLoan, wirePatronHold, wireReader, wireUse, type WireReader } from './wire-accounts.ts';

export interface LoansContext extends ReaderListContext {
  readonly now: () => number;
}

/** About two seconds of a small Koha's work. */
const PAGE = 500;
/** A patron is a long row. */
const READERS_PAGE = 100;

/** How often copies were lent: concerns no patron. */
export function createUseCounts({
  site,
  client,
}: Pick<LoansContext, 'site' | 'client'>): Pick<Required<LoanSource>, 'useCounts'> {
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

export function createLoans(context: LoansContext): Omit<Required<LoanSource>, 'useCounts'> {
  const { site, client, readerToken, now } = context;
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
        arrivedOn: hold.waiting_date,
        pickupSite: site.branchOrNull(hold.pickup_library_id),
        place: queuePlaceOf(hold),
      })),

    readers: (signal, wanted) =>
      pagesOf(
        // The balance comes with the row; the prefix holds whatever an embed joins.
        { site, client, path: '/patrons', key: 'me.patron_id', perPage: READERS_PAGE, embed: 'account_balance' },
        wireReader,
        signal,
        (reader) => toReaderTokens(reader, { site, readerToken, now, wanted }),
      ),

    openCharges: (signal, wanted) => openChargesOf(context, signal, wanted),
  };
}

type ReaderMapping = Omit<LoansContext, 'client'> & { readonly wanted: ReadersWanted | undefined };

function toReaderTokens(reader: WireReader, { site, readerToken, now, wanted }: ReaderMapping): ReaderTokens {
  const { surname, firstname: forenames, date_of_birth: birthDate, expiry_date: expiresOn } = reader;
  const tokenOrNull = (kind: ReaderTokenKind, text: string | null): string | null =>
    text === null ? null : readerToken(kind, text);
  const expired = hasExpired(reader, toWallTime(now(), site.system.timeZone).day);
  return {
    readerToken: readerToken('account', String(reader.patron_id)),
    homeSite: site.branchOrNull(reader.library_id),
    nameAndBirth: tokenOrNull('name-birth', nameAndBirthText({ surname, forenames, birthDate })),
    email: tokenOrNull('email', emailText(reader.email)),
    ...(wanted?.cards === true && {
      card: tokenOrNull('card', cardText(reader.cardnumber)),
      expiryDay: tokenOrNull('expiry', expiryText(expiresOn)),
      blocked: reader.restricted,
    }),
    category: reader.category_id,
    expiry: expiresOn === null ? null : { year: Number(expiresOn.slice(0, 4)), expired },
    // Koha writes to the first of these that there is.
    hasEmail: [reader.email, reader.secondary_email, reader.altaddress_email].some((one) => emailText(one) !== null),
    owes: typeof reader.account_balance === 'number' ? reader.account_balance > 0 : undefined,
  };
}

interface Listing {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly path: string;
  readonly key: string;
  readonly perPage: number;
  readonly embed?: string;
}

/** A list page by page. A row that cannot be read ends it: totals from which rows are missing would be wrong. */
async function* pagesOf<Row, Mapped>(
  { site, client, path, ...list }: Listing,
  schema: ZodType<Row>,
  signal: AbortSignal,
  map: (row: Row) => Mapped,
): AsyncGenerator<ListPage<Mapped>> {
  const operation = `all of ${path.slice(1)}`;
  for await (const page of client.pages(operation, path, list, signal)) {
    yield { rows: page.rows.map((row) => map(readAnswer(site.system.id, operation, schema, row))) };
  }
}
