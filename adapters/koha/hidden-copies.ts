/**
 * What `mercia doctor` says of copies that a service account reads and Koha keeps from its public catalogue: each must be hidden by
 * the region file, too. Where the public list of copies is open, all are counted; else a sample is compared with OAI-PMH.
 */
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { StepFound } from '../shared/probe-report.ts';
import type { KohaClient } from './client.ts';
import { copyOfItem, type KohaCopy } from './copy.ts';
import { compareSample, type HiddenCopiesContext } from './hidden-sample.ts';
import { adviceOf, conditionsOf, hidingValueOf, withValue } from './hiding-rules.ts';
import type { FoundValue, HiddenItems, HidingValue, Tally } from './hiding-rules.ts';
import { rowsWith, type Condition } from './lists.ts';
import { copyVisibility } from './visibility.ts';
import { wireItem } from './wire.ts';

/** Copies that are listed at once, in search of one. */
const LISTED = 100;
/** Values that are looked for one after the other; whoever has more pastes these and asks again. */
const MOST_VALUES = 12;
/** No value more is looked for after so long. */
const SEARCH_MS = 15_000;
/** Copies that one condition names by their numbers. */
const MOST_NAMED = 300;
/** Copies whose records are looked at. */
const MOST_RECORDS_OF = 1_000;

/** Throws CONFIG_INVALID, with what to write, where a hidden copy is shown. */
export async function findHiddenCopies(context: HiddenCopiesContext, signal: AbortSignal): Promise<StepFound> {
  if (context.client.mode === 'public') return 'nothing to compare: only what the public is shown is read';
  const counting: Counting = { ...context, signal };
  let all: Tally;
  try {
    all = await tally(counting, {});
  } catch (error) {
    if (!isMerciaError(error) || signal.aborted) throw error;
    const needsLogIn = 'it needs a log-in, RESTPublicAnonymousRequests is off';
    return compareSample(context, error.code === 'LMS_AUTH_FAILED' ? needsLogIn : error.message, signal);
  }
  return describeHidden(counting, all);
}

function notCounted({ site }: HiddenCopiesContext): MerciaError {
  const what = 'lists come without X-Total-Count; something before Koha takes it away';
  return new MerciaError('LMS_BAD_RESPONSE', what, { system: site.system.id });
}

interface Counting extends HiddenCopiesContext {
  readonly signal: AbortSignal;
}

async function describeHidden(counting: Counting, all: Tally): Promise<StepFound> {
  const { system, settings } = counting.site;
  const total = all.hidden + all.shown;
  const copies = `${total.toLocaleString('en')} copies`;
  if (all.hidden <= 0) return `the public is shown all ${copies} (counted)`;

  const search = await findRules(counting);
  const { rules, found, unnamed, hiddenHere } = search;
  const left = await exposed(counting, {}, coveredBy(counting, rules, [...unnamed, ...hiddenHere]));
  if (found.length === 0 && unnamed.length === 0) {
    await refuseShownRecords(counting);
    const isHidden = `${all.hidden} of ${copies} are hidden from the public at Koha, and here as well (counted)`;
    const isUnsure = `${left} of ${copies} are hidden from the public at Koha, perhaps not here: ${adviceOf([], rules)}`;
    return left <= 0 ? isHidden : { detail: isUnsure, warn: true };
  }
  const count = await exposed(counting, {}, coveredBy(counting, settings.suppression.hiddenItems, hiddenHere));
  const parts = [
    `${count} of ${copies} ${count === 1 ? 'is' : 'are'} hidden from the public at Koha, and shown here`,
    ...(await withoutOtherCopies(counting, found)),
    ...(unnamed.length === 0
      ? []
      : [`nothing that a rule could name hides ${unnamed.length} items, as ${unnamed.slice(0, 5).join(', ')}`]),
    ...(left <= 0 ? [] : [`${left} of them by other values: write what follows and ask again`]),
    adviceOf(found, rules),
  ];
  throw new MerciaError('CONFIG_INVALID', parts.join('; '), { system: system.id });
}

interface Search {
  /** The rules of the settings, and what they lack. */
  readonly rules: HiddenItems;
  readonly found: readonly FoundValue[];
  /** Hidden copies that have nothing that a rule could name. */
  readonly unnamed: readonly number[];
  /** Hidden copies that the settings hide in a way that no condition of Koha's says. */
  readonly hiddenHere: readonly number[];
}

/** Looks for a copy that is hidden there and not here, takes what hides it into the rules, and looks again. */
async function findRules(counting: Counting): Promise<Search> {
  const { settings } = counting.site;
  let rules = settings.suppression.hiddenItems;
  const found: FoundValue[] = [];
  const unnamed: number[] = [];
  const hiddenHere: number[] = [];
  const until = counting.now() + SEARCH_MS;
  const goesOn = (): boolean =>
    found.length < MOST_VALUES && hiddenHere.length + unnamed.length < MOST_NAMED && counting.now() <= until;
  while (goesOn()) {
    const covered = coveredBy(counting, rules, [...unnamed, ...hiddenHere]);
    const [copy, ...others] = await someExposed(counting, covered);
    if (copy === undefined) break;
    const hidden = [copy, ...others].filter((one) => copyVisibility(one, settings) !== 'PUBLIC');
    if (hidden.length > 0) {
      hiddenHere.push(...hidden.map(({ itemId }) => itemId));
      continue;
    }
    const value = await hidingValueOf(copy, ({ field, value: of }) => tally(counting, oneCondition(field, of)));
    if (value === null) unnamed.push(copy.itemId);
    else {
      found.push(value);
      rules = withValue(rules, value);
    }
  }
  return { rules, found, unnamed, hiddenHere };
}

function oneCondition(field: HidingValue['field'], value: string): Condition {
  return conditionsOf({ [field]: [value] })[0] ?? {};
}

/** What is hidden here, as conditions of Koha's lists; one of them must hold. */
function coveredBy({ site }: HiddenCopiesContext, rules: HiddenItems, items: readonly number[]): readonly Condition[] {
  const { itemTypes } = site.settings.ill;
  return [
    ...conditionsOf(rules),
    ...(itemTypes.length === 0 ? [] : [{ item_type_id: itemTypes }]),
    ...(items.length === 0 ? [] : [{ item_id: items }]),
  ];
}

/** Copies of a condition, counted by the lists of the account and of the public. */
async function tally(counting: Counting, q: Condition): Promise<Tally> {
  const { client, anonymous, signal } = counting;
  const count = async (from: KohaClient, path: string): Promise<number> => {
    const { total } = await from.list('count of items', path, { q, perPage: 1 }, signal);
    if (total === null) throw notCounted(counting);
    return total;
  };
  const [all, shown] = await Promise.all([count(client, '/items'), count(anonymous, '/public/items')]);
  return { hidden: all - shown, shown };
}

/** Copies within a condition that are hidden at Koha and not here. */
async function exposed(counting: Counting, within: Condition, covered: readonly Condition[]): Promise<number> {
  const { hidden } = await tally(counting, within);
  if (hidden <= 0 || covered.length === 0) return hidden;
  return hidden - (await tally(counting, { '-and': [within, { '-or': covered }] })).hidden;
}

/** Some of those copies, found by halving the range of their numbers; none where there is none. */
async function someExposed(counting: Counting, covered: readonly Condition[]): Promise<readonly KohaCopy[]> {
  if ((await exposed(counting, {}, covered)) <= 0) return [];
  let [first, last] = await Promise.all([endOf(counting, false), endOf(counting, true)]);
  while (last - first >= LISTED) {
    const middle = Math.floor((first + last) / 2);
    if ((await exposed(counting, between(first, middle), covered)) > 0) last = middle;
    else first = middle + 1;
  }
  return exposedBetween(counting, between(first, last), covered);
}

function between(first: number, last: number): Condition {
  return { item_id: { '>=': first, '<=': last } };
}

async function endOf({ client, signal }: Counting, descending: boolean): Promise<number> {
  const query = { perPage: 1, orderBy: 'item_id', descending };
  const [row] = (await client.list('one item', '/items', query, signal)).rows;
  return wireItem.safeParse(row).data?.item_id ?? 0;
}

async function exposedBetween(
  { client, anonymous, signal }: Counting,
  range: Condition,
  covered: readonly Condition[],
): Promise<readonly KohaCopy[]> {
  const list = { key: 'item_id', q: range };
  const shown = new Set(idsOf((await anonymous.all('public items', '/public/items', list, signal)).rows));
  const hiddenHere =
    covered.length === 0
      ? new Set()
      : new Set(
          idsOf(
            (await client.all('items', '/items', { ...list, q: { '-and': [range, { '-or': covered }] } }, signal)).rows,
          ),
        );
  const { rows } = await client.all('items', '/items', list, signal);
  return copiesOf(rows).filter(({ itemId }) => !shown.has(itemId) && !hiddenHere.has(itemId));
}

function copiesOf(rows: readonly unknown[]): readonly KohaCopy[] {
  return rows.flatMap((row) => {
    const item = wireItem.safeParse(row).data;
    return item === undefined ? [] : [copyOfItem(item)];
  });
}

const idsOf = (rows: readonly unknown[]): readonly number[] => copiesOf(rows).map(({ itemId }) => itemId);

/** How many records have none but such copies: they are hidden as a whole. */
async function withoutOtherCopies(counting: Counting, found: readonly HidingValue[]): Promise<readonly string[]> {
  if (found.length === 0 || !counting.site.settings.suppression.hiddenItemsHideRecord) return [];
  const rules = found.reduce<HiddenItems>((all, one) => withValue(all, one), {});
  const { length } = await recordsWithout(counting, conditionsOf(rules));
  if (length === 0) return [];
  return [length === 1 ? '1 record has no other copy' : `${length} records have no other copy`];
}

/** Records of copies for which one of the conditions holds, and of which the public is shown no copy; of the first copies only. */
async function recordsWithout(
  { client, anonymous, signal }: Counting,
  conditions: readonly Condition[],
): Promise<readonly number[]> {
  if (conditions.length === 0) return [];
  const query = { q: { '-or': conditions }, perPage: MOST_RECORDS_OF, orderBy: 'item_id' };
  const records = biblioIdsOf((await client.list('items', '/items', query, signal)).rows);
  const list = { operation: 'public items', path: '/public/items', key: 'item_id', column: 'biblio_id' };
  const shown = biblioIdsOf(await rowsWith(anonymous, { ...list, ids: [...records], inTurn: true }, signal));
  return [...records].filter((id) => !shown.has(id));
}

/** Where hidden copies do not hide their record here, they must not at Koha either. */
async function refuseShownRecords(counting: Counting): Promise<void> {
  const { site, anonymous, signal } = counting;
  const { hiddenItems, hiddenItemsHideRecord } = site.settings.suppression;
  if (hiddenItemsHideRecord) return;
  const [record] = await recordsWithout(counting, conditionsOf(hiddenItems));
  if (record === undefined || (await anonymous.isPublicRecord('public record', record, signal))) return;
  const what = `record ${record} is hidden from the public at Koha, because all its copies are, and shown here`;
  const todo = 'take out suppression.hiddenItemsHideRecord: OpacHiddenItemsHidesRecord is on';
  throw new MerciaError('CONFIG_INVALID', `${what}; ${todo}`, { system: site.system.id });
}

function biblioIdsOf(rows: readonly unknown[]): ReadonlySet<number> {
  return new Set(rows.flatMap((row) => wireItem.safeParse(row).data?.biblio_id ?? []));
}
