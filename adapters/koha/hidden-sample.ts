/** A sample of a site's copies, compared with what OAI-PMH shows of their records, where the public list of copies is closed. */
import { createHash } from 'node:crypto';
import { MerciaError } from '#platform/errors.ts';
import { asSlot } from '../shared/slots.ts';
import type { StepFound } from '../shared/probe-report.ts';
import { readAuthorisedValues } from './code-lists.ts';
import type { CodeList } from './config.ts';
import type { KohaClient } from './client.ts';
import { copyOfItem, type KohaCopy } from './copy.ts';
import { copiesOfOai } from './harvested-record.ts';
import type { RestHarvestContext } from './harvest-rest.ts';
import { adviceOf, hasValue, hidingValueOf, withValue, type FoundValue } from './hiding-rules.ts';
import type { Condition } from './lists.ts';
import { copyVisibility } from './visibility.ts';
import { wireItem } from './wire.ts';

export interface HiddenCopiesContext extends RestHarvestContext {
  /** Asks without a log-in: an account may be shown what the public is not (OpacHiddenItemsExceptions). */
  readonly anonymous: KohaClient;
}

/** A site with no more copies is compared as a whole. */
const WHOLE = 200;
/** Places all over the range of numbers, and copies that are taken at each. */
const PLACES = 40;
const AT_EACH_PLACE = 5;
/** Copies of each branch, location, collection, type and code. */
const OF_EACH_VALUE = 2;
/** Records are asked for one by one: no longer than this. */
const COMPARING_MS = 20_000;
/** So many failures in a row are no hidden records: the site is left alone, before it counts as down. */
const MOST_FAILURES = 3;
/** Records that are named. */
const SOME_RECORDS = 5;

/** Lists of authorised values, and the column of items that has them. */
const COLUMNS = {
  LOC: 'location',
  CCODE: 'collection_code',
  LOST: 'lost_status',
  WITHDRAWN: 'withdrawn',
  DAMAGED: 'damaged_status',
  NOT_LOAN: 'not_for_loan_status',
  RESTRICTED: 'restricted_status',
} as const satisfies Record<CodeList | 'LOC' | 'CCODE', string>;

interface SampledCopy {
  readonly biblioId: number;
  readonly copy: KohaCopy;
}

/** `closed` is why the public list of copies says nothing. Throws CONFIG_INVALID where a hidden copy is shown here. */
export async function compareSample(
  context: HiddenCopiesContext,
  closed: string,
  signal: AbortSignal,
): Promise<StepFound> {
  const sample = await takeSample(context, signal);
  const { hidden, shown, notGiven } = await compareWithOai(context, sample, signal);
  const without = `the public list of copies says nothing (${closed}), and ILS-DI shows hidden copies, too`;
  if (shown.length === 0) {
    const what = `not compared: ${without}; OAI-PMH shows no copies or does not answer`;
    const todo = 'copy the preferences OpacHiddenItems and hidelostitems into suppression.hiddenItems by hand';
    return { detail: `${what}; ${todo}`, warn: true };
  }
  const compared = `the ${hidden.length + shown.length} copies compared`;
  const how = `a sample, by OAI-PMH: ${without}`;
  const exposed = hidden.filter((copy) => copyVisibility(copy, context.site.settings) === 'PUBLIC');
  if (exposed.length === 0) {
    const none = `none of ${compared} is hidden from the public and shown here; ${how}`;
    if (notGiven.length === 0) return none;
    const some = notGiven.slice(0, SOME_RECORDS).join(', ');
    const todo = `${notGiven.length} records are not given and may be hidden as a whole: look at ${some} in the public catalogue`;
    return { detail: `${none}; ${todo}`, warn: true };
  }
  const { found, rules } = await rulesOf(context, exposed, shown);
  const count = `${exposed.length} of ${compared} ${exposed.length === 1 ? 'is' : 'are'} hidden from the public at Koha`;
  const what = `${count}, and shown here; there may be more (${how}); ${adviceOf(found, rules)}`;
  throw new MerciaError('CONFIG_INVALID', what, { system: context.site.system.id });
}

async function rulesOf({ site }: HiddenCopiesContext, exposed: readonly KohaCopy[], shown: readonly KohaCopy[]) {
  const found: FoundValue[] = [];
  let rules = site.settings.suppression.hiddenItems;
  let left = exposed;
  for (let [copy] = left; copy !== undefined; [copy] = left) {
    const value = await hidingValueOf(copy, (candidate) => {
      const count = (copies: readonly KohaCopy[]): number => copies.filter((one) => hasValue(one, candidate)).length;
      return Promise.resolve({ hidden: count(left), shown: count(shown) });
    });
    left = left.filter((one) => one !== copy && (value === null || !hasValue(one, value)));
    if (value === null) continue;
    found.push(value);
    rules = withValue(rules, value);
  }
  return { found, rules };
}

/** Copies from all over the numbers, and some of each value by which a site may hide them: the same each time. */
async function takeSample(context: HiddenCopiesContext, signal: AbortSignal): Promise<readonly SampledCopy[]> {
  const { site, client } = context;
  const sample = new Map<number, SampledCopy>();
  const take = async (q: Condition, perPage: number): Promise<number> => {
    const { rows, total } = await client.list('sample', '/items', { q, perPage, orderBy: 'item_id' }, signal);
    const read = rows.flatMap((row) => wireItem.safeParse(row).data ?? []);
    for (const item of read) sample.set(item.item_id, { biblioId: item.biblio_id, copy: copyOfItem(item) });
    return total ?? Number.POSITIVE_INFINITY;
  };
  if ((await take({}, WHOLE)) <= WHOLE) return [...sample.values()];
  const query = { perPage: 1, orderBy: 'item_id', descending: true };
  const [row] = (await client.list('one item', '/items', query, signal)).rows;
  const last = wireItem.safeParse(row).data?.item_id ?? 0;
  const somewhere = (seed: string): Condition => ({
    item_id: { '>=': Math.floor(chanceOf(`${site.system.id} ${seed}`) * last) },
  });
  for (let place = 0; place < PLACES; place += 1) await take(somewhere(`place ${place}`), AT_EACH_PLACE);
  const types = new Set([...sample.values()].map(({ copy }) => copy.itemType).filter((type) => type !== null));
  for (const type of Object.keys(site.settings.itemTypes)) types.add(type);
  const values: readonly (readonly [column: string, value: string])[] = [
    ...(await authorisedValues(context, signal)),
    ...site.system.owners.map(({ code }) => ['home_library_id', code] as const),
    ...[...types].map((type) => ['item_type_id', type] as const),
  ];
  for (const [column, value] of values) {
    const before = sample.size;
    await take({ [column]: value, ...somewhere(`${column} ${value}`) }, OF_EACH_VALUE);
    if (sample.size === before) await take({ [column]: value }, OF_EACH_VALUE);
  }
  return [...sample.values()];
}

/** From 0 up to, not including, 1. */
function chanceOf(seed: string): number {
  return createHash('sha256').update(seed).digest().readUInt32BE() / 2 ** 32;
}

async function authorisedValues(
  { client }: HiddenCopiesContext,
  signal: AbortSignal,
): Promise<readonly (readonly [column: string, value: string])[]> {
  const values: (readonly [string, string])[] = [];
  for (const [list, column] of Object.entries(COLUMNS)) {
    const told = await asSlot(readAuthorisedValues(client, list, signal));
    if (told instanceof MerciaError) continue;
    for (const { code } of told) if (code !== '0') values.push([column, code]);
  }
  return values;
}

interface ComparedWithOai {
  /** Copies that are left out of their records. */
  readonly hidden: readonly KohaCopy[];
  readonly shown: readonly KohaCopy[];
  /** Records without an answer: newer versions fail for one that is hidden as a whole. */
  readonly notGiven: readonly number[];
}

async function compareWithOai(
  { oai, now }: HiddenCopiesContext,
  sample: readonly SampledCopy[],
  signal: AbortSignal,
): Promise<ComparedWithOai> {
  const hidden: KohaCopy[] = [];
  const shown: KohaCopy[] = [];
  const notGiven: number[] = [];
  const prefix = await asSlot(oai.identifierPrefix(signal));
  if (prefix === null || prefix instanceof MerciaError) return { hidden, shown, notGiven };
  const until = now() + COMPARING_MS;
  let failures = 0;
  for (const [biblioId, copies] of Map.groupBy(sample, (one) => one.biblioId)) {
    if (now() > until || failures >= MOST_FAILURES) break;
    const answer = await asSlot(oai.record(biblioId, signal));
    const record = answer instanceof MerciaError ? undefined : answer?.records.find((one) => one.kind === 'record');
    if (record === undefined || (record.metadata === null && !record.deleted)) {
      notGiven.push(biblioId);
      failures += 1;
      continue;
    }
    failures = 0;
    // None of a record that OAI-PMH tells as deleted.
    const seen = new Set(copiesOfOai(record)?.map(({ itemId }) => itemId));
    for (const { copy } of copies) (seen.has(copy.itemId) ? shown : hidden).push(copy);
  }
  return { hidden, shown, notGiven };
}
