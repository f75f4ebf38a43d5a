/**
 * What all patrons of a site owe, line by line. Koha has no list of all account lines in REST, and a public saved report, which could have
 * one, is open to everybody: so the list of patrons says whose balance is not nothing, and each of those is asked for.
 */
import type { AdapterContext, ListPage, OpenCharge, ReadersWanted } from '#contract/adapter.ts';
import type { MerciaError } from '#platform/errors.ts';
import { lmsError } from '../../shared/lms-error.ts';
import { readAnswer } from '../../shared/accounts/read-answer.ts';
import type { KohaClient } from '../client.ts';
import type { KohaSite } from '../site.ts';
import { wireDebtor, wireOpenLines, type WireDebtor } from './wire-accounts.ts';

export interface ReaderListContext {
  readonly site: KohaSite;
  /** Behind everybody else's questions. */
  readonly client: KohaClient;
  readonly readerToken: NonNullable<AdapterContext['readerToken']>;
}

/** A patron is a long row. */
const PATRONS_PAGE = 100;
const OPERATION = 'all charges';

/** A page for each page of patrons; one patron's lines are never parted. */
export async function* openChargesOf(
  context: ReaderListContext,
  signal: AbortSignal,
  wanted?: ReadersWanted,
): AsyncGenerator<ListPage<OpenCharge>> {
  const { site, client } = context;
  const list = { key: 'me.patron_id', perPage: PATRONS_PAGE, embed: 'account_balance' };
  for await (const page of client.pages(OPERATION, '/patrons', list, signal)) {
    const patrons = page.rows.map((row) => readAnswer(site.system.id, OPERATION, wireDebtor, row));
    const rows: OpenCharge[] = [];
    for (const patron of patrons) {
      // Of a library that agreed to no move nobody's account is asked for.
      const isWanted = wanted?.sites?.includes(site.branchOf(patron.library_id ?? '')) ?? true;
      if (isWanted && patron.account_balance !== 0) rows.push(...(await linesOf(context, patron, signal)));
    }
    yield { rows };
  }
}

/** What is in credit and not applied yet is a line, too, below zero: a reader who moves takes it along. */
async function linesOf(
  { site, client, readerToken }: ReaderListContext,
  { patron_id: patronId, library_id: branch }: WireDebtor,
  signal: AbortSignal,
): Promise<readonly OpenCharge[]> {
  const { system, settings } = site;
  const homeSite = site.branchOrNull(branch);
  const answer = await client.one(OPERATION, `/patrons/${patronId}/account`, signal);
  // The patron was deleted meanwhile.
  if (answer === null) return [];
  const {
    balance,
    outstanding_debits: debits,
    outstanding_credits: credits,
  } = readAnswer(system.id, OPERATION, wireOpenLines, answer);
  const charges = [...debits.lines, ...credits.lines].flatMap((line): readonly OpenCharge[] => {
    if (line.patron_id !== patronId) throw unreadable(system.id, 'an account has a line of somebody else');
    const amountPence = penceOf(system.id, line.amount_outstanding);
    if (amountPence === 0) return [];
    const item = line.item_id ?? null;
    return [
      {
        localId: String(line.account_line_id),
        readerToken: readerToken('account', String(patronId)),
        homeSite,
        itemLocalId: item === null ? null : String(item),
        recordLocalId: null,
        kind: line.debit_type ?? line.credit_type,
        amountPence,
        currency: settings.patrons.currency,
        chargedOn: line.date,
      },
    ];
  });
  const sum = charges.reduce((pence, charge) => pence + charge.amountPence, 0);
  if (sum === penceOf(system.id, balance)) return charges;
  throw unreadable(system.id, 'the lines of an account do not come to its balance');
}

/**
 * Koha keeps six decimals and writes them as a number of JSON: what is no whole number of pence is no amount that anybody can pay, and
 * rounding it would make a total that nobody has.
 */
function penceOf(system: string, amount: number): number {
  const pence = Math.round(amount * 100);
  if (Number.isSafeInteger(pence) && Math.abs(amount * 100 - pence) < 1e-4) return pence;
  throw unreadable(system, 'an account has an amount that is no whole number of pence; correct it in Koha');
}

function unreadable(system: string, what: string): MerciaError {
  return lmsError(system, 'LMS_BAD_RESPONSE', `${OPERATION}: ${what}`);
}
