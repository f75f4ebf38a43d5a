/** What the first records of OAI-PMH show of copies, where nothing else could tell what to expect. */
import { MerciaError } from '#platform/errors.ts';
import type { OaiAnswer, OaiRequest } from '../protocols/oai-pmh/index.ts';
import { asSlot } from '../shared/slots.ts';
import { shownInRecords, type ShownOffset, type StampedRecord } from './clock.ts';
import type { KohaCopy } from './copy.ts';
import { copiesOfOai } from './harvested-record.ts';
import type { IlsDi } from './ils-di/client.ts';
import { toCopyState } from './ils-di/texts.ts';
import type { KohaOai } from './oai.ts';
import type { KohaSite } from './site.ts';

export interface SeenInRecords {
  /** Of the pages that were looked at. */
  readonly copies: readonly KohaCopy[];
  /** Records that were looked at, whether they show copies or not. */
  readonly records: number;
  /** What they show of Koha's clock. */
  readonly shown: ShownOffset | null;
  /** Whether a copy without a due date may be on loan all the same. */
  readonly loans: LoansInRecords;
}

/**
 * `told`: a copy was seen with the day it is due. `left out`: one that is on loan was seen without. `none seen`: no copy that was looked
 * at is on loan. `not known`: nobody could say of copies without a day whether they are on loan.
 */
export type LoansInRecords = 'told' | 'left out' | 'none seen' | 'not known';

/** Pages with records on them; a list begins with those that were deleted, however many. */
const MOST_PAGES_WITH_ILS_DI = 3;
const MOST_PAGES = 20;
const MOST_DELETED_PAGES = 400;
/** Copies asked for in the search for one on loan. */
const MOST_COPIES = 50;

export interface LookContext {
  readonly site: KohaSite;
  readonly oai: KohaOai;
  readonly ilsDi: IlsDi | null;
  readonly now: () => number;
}

/** Looks until a copy on loan has been seen, on so many pages at most. */
export async function lookAtRecords(context: LookContext, signal: AbortSignal): Promise<SeenInRecords> {
  const { site, oai, ilsDi } = context;
  const { prefix, set } = site.settings.oai;
  await oai.checkSet(signal);
  const copies: KohaCopy[] = [];
  const stamped: StampedRecord[] = [];
  const most = ilsDi === null ? MOST_PAGES : MOST_PAGES_WITH_ILS_DI;
  let request: OaiRequest = { verb: 'ListRecords', metadataPrefix: prefix, ...(set === undefined ? {} : { set }) };
  let records = 0;
  let pages = 0;
  let isKnown = ilsDi !== null;
  for (let deleted = 0; pages < most && deleted < MOST_DELETED_PAGES;) {
    const answer = await oai.ask(request, signal);
    const described = describedIn(answer);
    records += described.length;
    if (described.length === 0) deleted += 1;
    else pages += 1;
    stamped.push(...described);
    const here = described.flatMap((record) => record.copies);
    copies.push(...here);
    const seen = { copies, records, shown: shownInRecords(site, stamped) };
    if (here.some(({ dueOn }) => dueOn !== null)) return { ...seen, loans: 'told' };
    const lent = await isLentAmong(context, here, signal);
    if (lent === true) return { ...seen, loans: 'left out' };
    if (lent === null) isKnown = false;
    const token = answer.resumptionToken?.token ?? null;
    if (token === null) break;
    request = { verb: 'ListRecords', resumptionToken: token };
  }
  const shown = shownInRecords(site, stamped);
  return { copies, records, shown, loans: isKnown ? 'none seen' : 'not known' };
}

/** The records of a page that were not deleted. */
function describedIn({ records }: OaiAnswer): readonly StampedRecord[] {
  return records.flatMap((record) => {
    const copies = record.kind !== 'record' || record.deleted ? null : copiesOfOai(record);
    return record.kind !== 'record' || copies === null ? [] : [{ datestamp: record.datestamp, copies }];
  });
}

/** Whether one of the copies, of which no record says when it is due, is on loan; null where nobody says. */
async function isLentAmong(
  { site, ilsDi, now }: LookContext,
  copies: readonly KohaCopy[],
  signal: AbortSignal,
): Promise<boolean | null> {
  if (ilsDi === null) return null;
  if (copies.length === 0) return false;
  const ids = copies.slice(0, MOST_COPIES).map(({ itemId }) => itemId);
  const answer = await asSlot(ilsDi.availability('item', ids, signal));
  // Harvest goes on without it, and takes no copy to be in its place.
  if (answer instanceof MerciaError) return null;
  const { byItem } = answer;
  const asOf = new Date(now()).toISOString();
  return ids.some((id) => {
    const said = byItem.get(String(id));
    return said !== undefined && said !== 'bad' && toCopyState(site, said, asOf)?.status === 'ON_LOAN';
  });
}
