/** Holds of one account, before and after a change to them. */
import { toWallTime } from '#domain/wall-time.ts';
import type { HoldFacts, WantedHold } from '#domain/accounts.ts';
import { refuse, type Refused } from '../../shared/accounts/write-once.ts';
import { STANDING_UNKNOWN } from '../../shared/accounts/refusals.ts';
import { blocksOf } from './blocks.ts';
import { findCopies, findNamed, type FoundCopy } from './find-copies.ts';
import { toHoldFacts, type HoldList } from './hold-facts.ts';
import type { PatronAnswer } from './patron-answer.ts';
import {
  HAS_IT,
  NO_ACCOUNT,
  NO_COPY,
  NEEDS_COPY,
  SAME_NAME,
  TITLES_ALONE,
  VOLUME_WITHOUT_COPY,
} from './refusal-texts.ts';
import { isSendable } from './questions.ts';
import { forgotten, type AccountsContext, type AccountsSite } from './patron-records.ts';

const LISTS: readonly HoldList[] = ['holds', 'unavailableHolds'];

interface HoldEntries {
  readonly patron: PatronAnswer;
  readonly entries: readonly { readonly list: HoldList; readonly text: string }[];
}

async function entriesOf({ site, records }: AccountsContext, card: string, signal: AbortSignal): Promise<HoldEntries> {
  const [caught, waiting] = await Promise.all(LISTS.map((list) => records.list(card, list, signal)));
  if (caught === undefined || waiting === undefined) throw new Error('there are two lists');
  if (caught.patron.exists !== waiting.patron.exists) throw forgotten(site);
  const of = (list: HoldList, entries: readonly string[]) => entries.map((text) => ({ list, text }));
  return {
    patron: caught.patron,
    entries: [...of('holds', caught.entries), ...of('unavailableHolds', waiting.entries)],
  };
}

/** One hold by the name that {@link toHoldFacts} gave it, that is caught if both lists have it; null if the account has none of that name. */
export async function findHold(
  context: AccountsContext,
  card: string,
  hold: string,
  signal: AbortSignal,
): Promise<{ readonly named: FoundCopy; readonly list: HoldList } | Refused | null> {
  const { patron, entries } = await entriesOf(context, card, signal);
  if (!patron.exists) return null;
  for (const list of LISTS) {
    const texts = entries.filter((entry) => entry.list === list).map(({ text }) => text);
    const [named, ...others] = await findNamed(context, texts, [hold], signal);
    if (others.length > 0) return refuse(SAME_NAME);
    // What it is decides whether it may be cancelled.
    if (named !== undefined) return { named, list };
  }
  return null;
}

export interface NewHold {
  /** Of the copy that is wanted, or of any copy of the title. */
  readonly barcode: string;
  readonly homeSite: string | null;
  /** Entries that were there before. */
  readonly before: ReadonlySet<string>;
}

/** Whether a hold may be placed, as far as this can be seen beforehand: not every server looks itself. */
export async function lookAtNewHold(
  context: AccountsContext,
  card: string,
  wanted: WantedHold,
  signal: AbortSignal,
): Promise<NewHold | Refused> {
  const { site, client, now } = context;
  if (!isSendable(card, client.dialect)) return refuse(NO_ACCOUNT);
  const target = barcodesOf(site, wanted);
  if ('refusal' in target) return target;
  const { patron, entries } = await entriesOf(context, card, signal);
  if (!patron.exists) return refuse(NO_ACCOUNT);
  const blocks = blocksOf(patron, toWallTime(now(), site.system.timeZone).day);
  if (blocks === null) return refuse(STANDING_UNKNOWN);
  const [block] = blocks;
  if (block !== undefined) return refuse(block.message === null ? 'BLOCKED' : ['BLOCKED', block.message]);
  if (patron.flags?.has('HOLD_DENIED') === true) return refuse('BLOCKED');
  const texts = entries.map(({ text }) => text);
  if ((await findNamed(context, texts, target.same, signal)).length > 0) return refuse(HAS_IT);
  const barcode = await firstKnown(context, target, signal);
  if (barcode === null) return refuse(NO_COPY);
  return { barcode, homeSite: patron.homeSite, before: new Set(texts) };
}

/** What harvest knows of a title may be older than its copies. */
async function firstKnown(
  { records, client }: AccountsContext,
  { ask }: HoldTarget,
  signal: AbortSignal,
): Promise<string | null> {
  for (const barcode of ask) {
    if (!isSendable(barcode, client.dialect)) continue;
    if ((await records.item(barcode, signal)) !== null) return barcode;
  }
  return null;
}

/** The hold that was not there before; null if none or more than one is new, because any of them may be somebody else's work. */
export async function findNewHold(
  context: AccountsContext,
  card: string,
  before: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<HoldFacts | null> {
  const { entries } = await entriesOf(context, card, signal);
  const [added, ...others] = entries.filter(({ text }) => !before.has(text));
  if (added === undefined || others.length > 0) return null;
  const [named] = await findCopies(context.records, [added.text], signal);
  return named === undefined ? null : toHoldFacts(context.site, named, added.list);
}

/** What a hold is for, by barcode: SIP2 knows neither records nor a system's own numbers of copies. */
interface HoldTarget {
  /** Barcodes to ask with, the likeliest first. */
  readonly ask: readonly string[];
  /** Barcodes by which an account may name the same hold: of one copy that one, of a title those of all its copies. */
  readonly same: readonly string[];
}

/** A title has many copies, of which any will do. */
const MOST_ASKED = 5;

/** A hold on a title names any of its copies: the server looks for the title by it. */
function barcodesOf({ patrons, dialect }: AccountsSite, wanted: WantedHold): HoldTarget | Refused {
  const { itemLocalId, enumeration, copies = [] } = wanted;
  if (!dialect.holdsCopies && (itemLocalId !== null || enumeration !== null)) return refuse(TITLES_ALONE);
  const isKnownByBarcode = patrons.copyIds === 'BARCODE';
  const barcodes = copies.flatMap(({ barcode }) => barcode ?? []);
  if (itemLocalId !== null) {
    const known = copies.find(({ localId }) => localId === itemLocalId)?.barcode ?? null;
    const barcode = known ?? (isKnownByBarcode ? itemLocalId : null);
    if (barcode !== null) return { ask: [barcode], same: [barcode] };
    return refuse(copies.length > 0 ? NO_COPY : NEEDS_COPY);
  }
  if (enumeration !== null) return refuse(VOLUME_WITHOUT_COPY);
  return barcodes.length === 0 ? refuse(NEEDS_COPY) : { ask: barcodes.slice(0, MOST_ASKED), same: barcodes };
}
