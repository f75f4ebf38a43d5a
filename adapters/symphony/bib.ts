/** One title with its calls, copies and MARC. */
import { MerciaError } from '#platform/errors.ts';
import type { MarcField, MarcRecord } from '#marc/marc-record.ts';
import type { SymphonyClient } from './client.ts';
import { SymphonyRefusal } from './refusal.ts';
import { wireBib, wireMarc, type WireBib } from './wire.ts';

/**
 * What is asked of a title. References grow only when named, and what stands in braces is named one by one, because some
 * versions refuse a star there. `*` is every field of its own, the MARC among them.
 */
export const TREE =
  '*,callList{library,callNumber,dispCallNumber,shadowed,volumetric,classification,' +
  'itemList{barcode,shadowed,library,itemType,homeLocation,currentLocation,copyNumber,createdDate,price,pieces,permanent,' +
  'mediaDesk,itemCategory1,itemCategory2,itemCategory3,itemCategory4,itemCategory5}}';
/** The same for who only wants to know what is hidden, and what the XML of many titles does not tell. */
export const SHADOWS = 'shadowed,callList{library,shadowed,itemList{barcode,shadowed,copyNumber}}';

/** The answer for a title is none that can be read, though it is one of the web services. */
class UnreadableTitle extends MerciaError {}

/** Whether what failed is one title, of which the server cannot or will not tell: the next one may well be read. */
export function isOfOneTitle(error: unknown): error is MerciaError {
  if (error instanceof SymphonyRefusal) return error.refusal === 'fault' || error.refusal === 'refused';
  return error instanceof UnreadableTitle;
}

/** The tree of a title; null where there is none of that key. Throws LMS_BAD_RESPONSE where it cannot be read. */
export async function readBib(
  system: string,
  client: SymphonyClient,
  titleId: string,
  fields: string,
  signal: AbortSignal,
): Promise<WireBib | null> {
  const body = await client.resource('title', `/catalog/bib/key/${titleId}`, fields, signal);
  if (body === null) return null;
  const parsed = wireBib.safeParse(body);
  if (parsed.success && parsed.data.key === titleId) return parsed.data;
  const what = `title: the answer for title ${titleId} is not what this adapter knows; check the version`;
  throw new UnreadableTitle('LMS_BAD_RESPONSE', `[${system}] ${what}`, { system });
}

/**
 * The MARC of a title; null where it has none that can be read.
 *
 *     { "leader": "…", "fields": [{ "tag": "001", "subfields": [{ "code": "_", "data": "a6066288" }] }] }
 */
export function marcOfBib(bib: WireBib): MarcRecord | null {
  const parsed = wireMarc.safeParse(bib.bib);
  if (!parsed.success) return null;
  const fields = parsed.data.fields.map(({ tag, inds, subfields }): MarcField => {
    const [only] = subfields;
    if (only?.code === '_') return { tag, value: only.data ?? '' };
    const indicators = (inds ?? '').padEnd(2);
    return {
      tag,
      ind1: indicators.charAt(0),
      ind2: indicators.charAt(1),
      subfields: subfields.map(({ code, data }) => ({ code, value: data ?? '' })),
    };
  });
  return { leader: (parsed.data.leader ?? '').padEnd(24).slice(0, 24), fields };
}
