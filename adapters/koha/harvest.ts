/** Chooses how a site is harvested: OAI-PMH where there is one, with REST for copies that it does not bring; else REST. */
import { lmsError } from '../shared/lms-error.ts';
import type { HarvestSource } from '#contract/adapter.ts';
import type { MerciaError } from '#platform/errors.ts';
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
  const lent = await findItem(context, { checked_out_date: { '>': '1900-01-01' } }, signal);
  const shown = lent === null ? null : await copyInRecord(context, lent, signal);
  if (shown !== null) return { itemsIncluded: true, loansIncluded: shown.dueOn !== null };
  const any = await findItem(context, {}, signal);
  const included = any !== null && (await copyInRecord(context, any, signal)) !== null;
  return { itemsIncluded: included, loansIncluded: lent === null };
}

interface ItemKey {
  readonly item: string;
  readonly biblio: string;
}

async function findItem({ client }: RestHarvestContext, q: Condition, signal: AbortSignal): Promise<ItemKey | null> {
  const path = client.mode === 'public' ? '/public/items' : '/items';
  const [row] = (await client.list('one item', path, { q, perPage: 1 }, signal)).rows;
  if (typeof row !== 'object' || row === null || !('biblio_id' in row) || !('item_id' in row)) return null;
  return { item: String(row.item_id), biblio: String(row.biblio_id) };
}

/** The copy as its record shows it by OAI-PMH; null where it does not. */
async function copyInRecord(
  { oai }: RestHarvestContext,
  { item, biblio }: ItemKey,
  signal: AbortSignal,
): Promise<KohaCopy | null> {
  const record = (await oai.record(biblio, signal))?.records.find((one) => one.kind === 'record');
  const copies = record === undefined ? null : copiesOfOai(record);
  return copies?.find((copy) => String(copy.itemId) === item) ?? null;
}

function impossible(system: string, what: string): MerciaError {
  return lmsError(system, 'CONFIG_INVALID', `harvest: ${what}`);
}
