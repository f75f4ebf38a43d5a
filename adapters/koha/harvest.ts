/** Chooses how a site is harvested: OAI-PMH where there is one, with REST for copies that it does not bring; else REST. */
import { lmsError } from '../shared/lms-error.ts';
import type { HarvestSource } from '#contract/adapter.ts';
import { asSlot } from '../shared/slots.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Condition } from './lists.ts';
import type { KohaCopy } from './copy.ts';
import { unseenEdits } from './edits.ts';
import { copiesOfOai } from './harvested-record.ts';
import { findByOai, findByRest } from './find-records.ts';
import { joinedPages } from './harvest-joined.ts';
import { oaiPages, type OaiHarvestContext } from './harvest-oai.ts';
import { restPages, type RestHarvestContext } from './harvest-rest.ts';
import { describeWay, type HarvestWay } from './harvest-way.ts';
import { createReadingRules } from './reading-rules.ts';
import { wireItemKey, type WireItemKey } from './wire.ts';

const BY_REST: HarvestWay = { kind: 'rest', itemsIncluded: true, loansIncluded: true };

export function createHarvest(context: RestHarvestContext): HarvestSource {
  return {
    rules: createReadingRules(context.site),
    async describe(signal) {
      return describeWay(await chooseWay(context, signal), context.client.mode === 'public');
    },
    async unseenEdits(signal) {
      return unseenEdits(await chooseWay(context, signal), context.client.mode === 'public').map(({ what }) => what);
    },
    async *pages(from, signal) {
      const way = await chooseWay(context, signal);
      if (way.kind === 'rest') yield* restPages(context, from, signal);
      else if (isJoined(way, context.client.mode === 'public'))
        yield* joinedPages({ ...context, ...way, byRest: context }, from, signal);
      else yield* oaiPages(oaiContext(context, way), from, signal);
    },
    async findRecords(localIds, signal) {
      const way = await chooseWay(context, signal);
      return way.kind === 'rest'
        ? findByRest(context, localIds, signal)
        : findByOai(oaiContext(context, way), localIds, signal);
    },
  };
}

function oaiContext(context: RestHarvestContext, way: HarvestWay): OaiHarvestContext {
  return { ...context, ...way, byRest: context.client.mode === 'public' ? null : context };
}

/** Whether REST tells what OAI-PMH does not: the copies. */
function isJoined(way: HarvestWay, withoutLogin: boolean): boolean {
  return way.kind === 'oai' && !way.itemsIncluded && !withoutLogin;
}

export async function chooseWay(context: RestHarvestContext, signal: AbortSignal): Promise<HarvestWay> {
  const { site, client, oai } = context;
  const { method } = site.system.harvest;
  const login = client.mode !== 'public';
  if (method === 'rest') {
    if (login) return BY_REST;
    throw impossible(
      site.system.id,
      'REST gives records to a service account only; name credentials in the region file, or harvest by OAI-PMH',
    );
  }
  if (method === 'oai-pmh') return { kind: 'oai', ...(await lookAtItems(context, signal)) };
  if ((await oai.identify(signal)) !== null) return { kind: 'oai', ...(await lookAtItems(context, signal)) };
  if (login) return BY_REST;
  throw impossible(
    site.system.id,
    'the site has no OAI-PMH and no credentials are named; switch OAI-PMH on in Koha, or name credentials',
  );
}

/** What OAI-PMH tells of copies, seen at one that is on loan where there is one, else at any: many records have none. */
async function lookAtItems(
  context: RestHarvestContext,
  signal: AbortSignal,
): Promise<Pick<HarvestWay, 'itemsIncluded' | 'loansIncluded'>> {
  const { itemsIncluded } = context.site.settings.oai;
  if (itemsIncluded !== 'auto') return { itemsIncluded: itemsIncluded === 'yes', loansIncluded: true };
  const lent = await lookAtOne(context, { checked_out_date: { '>': '1900-01-01' } }, signal);
  if (isCopy(lent)) return { itemsIncluded: true, loansIncluded: lent.dueOn !== null };
  const any = await lookAtOne(context, {}, signal);
  if (any instanceof MerciaError) {
    if (context.client.mode === 'public') throw any;
    // REST tells copies whatever records show.
    return { itemsIncluded: false, loansIncluded: true };
  }
  return { itemsIncluded: isCopy(any), loansIncluded: lent === 'no copies' };
}

/** A copy as its record shows it; null where the record does not show it; why none of the records that were asked for came. */
type Look = KohaCopy | null | 'no copies' | MerciaError;

function isCopy(look: Look): look is KohaCopy {
  return look !== null && look !== 'no copies' && !(look instanceof MerciaError);
}

/** Copies of the lowest numbers, and of the highest, among which a record is looked for that OAI-PMH gives. */
const COPIES_LISTED = 20;
/** Newer versions answer 500 for a record that they hide as a whole. So many at either end are no chance. */
const RECORDS_ASKED = 3;

async function lookAtOne(context: RestHarvestContext, q: Condition, signal: AbortSignal): Promise<Look> {
  let look: Look = 'no copies';
  const asked = new Set<number>();
  for (const descending of [false, true]) {
    const items = await findItems(context, q, descending, signal);
    for (const item of items.filter(({ biblio_id }) => !asked.has(biblio_id)).slice(0, RECORDS_ASKED)) {
      asked.add(item.biblio_id);
      look = await asSlot(copyInRecord(context, item, signal));
      if (!(look instanceof MerciaError)) return look;
      if (look.code !== 'LMS_BAD_RESPONSE') throw look;
    }
    if (look === 'no copies') return look;
  }
  return look;
}

/** A copy of each of some records. */
async function findItems(
  { client }: RestHarvestContext,
  q: Condition,
  descending: boolean,
  signal: AbortSignal,
): Promise<readonly WireItemKey[]> {
  const path = client.mode === 'public' ? '/public/items' : '/items';
  const query = { q, perPage: COPIES_LISTED, orderBy: 'item_id', descending };
  const { rows } = await client.list('some items', path, query, signal);
  const keys = rows.flatMap((row) => wireItemKey.safeParse(row).data ?? []);
  return [...Map.groupBy(keys, ({ biblio_id }) => biblio_id).values()].flatMap(([first]) => first ?? []);
}

/** The copy as its record shows it by OAI-PMH; null where it does not. */
async function copyInRecord(
  { oai }: RestHarvestContext,
  item: WireItemKey,
  signal: AbortSignal,
): Promise<KohaCopy | null> {
  const record = (await oai.record(item.biblio_id, signal))?.records.find((one) => one.kind === 'record');
  const copies = record === undefined ? null : copiesOfOai(record);
  return copies?.find(({ itemId }) => itemId === item.item_id) ?? null;
}

function impossible(system: string, what: string): MerciaError {
  return lmsError(system, 'CONFIG_INVALID', `harvest: ${what}`);
}
