/** Chooses how a site is harvested: OAI-PMH where it brings the copies too, else REST. */
import type { HarvestSource } from '../adapter.ts';
import { MerciaError } from '#platform/errors.ts';
import { oaiPages } from './harvest-oai.ts';
import { restPages } from './harvest-rest.ts';
import type { RestHarvestContext } from './harvest-rest.ts';
import { parseMarcXmlRecord } from '../protocols/marc/index.ts';

export interface HarvestWay {
  readonly kind: 'oai' | 'rest';
  readonly itemsIncluded: boolean;
}

/** The harvest source of one site. */
export function createHarvest(context: RestHarvestContext): HarvestSource {
  return {
    async describe(signal) {
      return describeWay(await chooseWay(context, signal), context.client.mode === 'public');
    },
    async *pages(from, signal) {
      const way = await chooseWay(context, signal);
      if (way.kind === 'rest') yield* restPages(context, from, signal);
      else yield* oaiPages({ ...context, itemsIncluded: way.itemsIncluded }, from, signal);
    },
  };
}

/** For status pages. */
export function describeWay(way: HarvestWay, withoutLogin: boolean): string {
  if (way.kind === 'rest') return 'REST by record number';
  if (way.itemsIncluded) return 'OAI-PMH with items';
  return withoutLogin ? 'OAI-PMH without items' : 'OAI-PMH, items by REST';
}

/** How this site is harvested, by the region file and by what the site offers. */
export async function chooseWay(context: RestHarvestContext, signal: AbortSignal): Promise<HarvestWay> {
  const { site, client, oai } = context;
  const { method } = site.system.harvest;
  const login = client.mode !== 'public';
  if (method === 'rest') {
    if (login) return { kind: 'rest', itemsIncluded: true };
    throw impossible(
      site.system.id,
      'REST gives records to a service account only; name credentials in the region file, or harvest by OAI-PMH',
    );
  }
  if (method === 'oai-pmh') return { kind: 'oai', itemsIncluded: await bringsItems(context, signal) };
  if ((await oai.identify(signal)) !== null) {
    const itemsIncluded = await bringsItems(context, signal);
    if (itemsIncluded || !login) return { kind: 'oai', itemsIncluded };
  }
  if (login) return { kind: 'rest', itemsIncluded: true };
  throw impossible(
    site.system.id,
    'the site has no OAI-PMH and no credentials are named; switch OAI-PMH on in Koha, or name credentials',
  );
}

/** Whether OAI-PMH brings copies: asked for a record that has one for certain, because many have none. */
async function bringsItems({ site, client, oai }: RestHarvestContext, signal: AbortSignal): Promise<boolean> {
  const { itemsIncluded, prefix: metadataPrefix } = site.settings.oai;
  if (itemsIncluded !== 'auto') return itemsIncluded === 'yes';
  const path = client.mode === 'public' ? '/public/items' : '/items';
  const [item] = (await client.list('one item', path, { perPage: 1 }, signal)).rows;
  const prefix = await oai.identifierPrefix(signal);
  if (prefix === null || typeof item !== 'object' || item === null || !('biblio_id' in item)) return false;
  const identifier = `${prefix}${String(item.biblio_id)}`;
  const answer = await oai.ask({ verb: 'GetRecord', identifier, metadataPrefix }, signal);
  const record = answer.records.find((one) => one.kind === 'record');
  if (record?.metadata === undefined || record.metadata === null) return false;
  const outcome = parseMarcXmlRecord(Buffer.from(record.metadata).toString('utf8'), record.namespaces);
  return outcome.kind === 'record' && outcome.record.fields.some((field) => field.tag === '952');
}

function impossible(system: string, what: string): MerciaError {
  return new MerciaError('CONFIG_INVALID', `[${system}] harvest: ${what}`, { system });
}
