import { writeMarcInJson } from '#marc/index.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import { BIBLIO_TABLE } from './biblio-fields.ts';
import { isMalformed, recordOf, toIso2709, toMarcXml, toMarcXmlCollection, toText } from './marc-wire.ts';
import type { RestCall } from './rest-call.ts';
import { itemList, publicItemList } from './rest-items.ts';
import { isAnswer, listPage } from './rest-list.ts';
import type { KohaBiblio } from './tables.ts';
import { isBiblioHidden, isSuppressed, itemsOf } from './visibility.ts';
import { biblioRow, wireJson } from './wire.ts';

type MarcForm = 'marcxml' | 'marc-in-json' | 'marc' | 'text';

/** The forms of `/biblios`; the public endpoint has all but JSON. */
export const BIBLIO_TYPES: readonly string[] = [
  'application/json',
  'application/marcxml+xml',
  'application/marc-in-json',
  'application/marc',
  'text/plain',
];

const FORMS: Readonly<Record<string, MarcForm>> = {
  'application/marcxml+xml': 'marcxml',
  'application/marc-in-json': 'marc-in-json',
  'application/marc': 'marc',
  'text/plain': 'text',
};

/**
 * JSON only where the header ends with it; else the first MARC form named; else null, which is a 406. So
 * `application/json, text/plain;q=0.5` is answered with text.
 */
function wantedForm(call: RestCall): MarcForm | 'json' | null {
  const accept = call.headers.accept ?? '';
  if (/application\/json(?:;.*)?$/u.test(accept)) return 'json';
  for (const part of accept.split(',')) {
    const form = FORMS[part.split(';')[0]?.trim() ?? ''];
    if (form !== undefined) return form;
  }
  return null;
}

/** `/biblios` has neither totals nor Link headers. */
export function biblios(call: RestCall): Answer {
  const form = wantedForm(call);
  if (form === null) return answers.json(BIBLIO_TYPES, [], 406);
  const page = listPage(call, { table: BIBLIO_TABLE, rows: [...call.world.biblios.values()] });
  if (isAnswer(page)) return { ...page, headers: [] };
  if (form === 'json') return answers.plainJson(page.rows.map((row) => biblioRow(call.world, row)));
  if (page.rows.some((row) => isUnreadable(call, row))) {
    const failed = answers.internalError();
    // One bad record costs the whole page; the content type stays that of the form (koha.md 19).
    return form === 'marcxml' ? { ...failed, contentType: 'application/marcxml+xml' } : failed;
  }
  return marcList(form, page.rows.map(recordOf));
}

function marcList(form: MarcForm, records: readonly MarcRecord[]): Answer {
  switch (form) {
    case 'marcxml':
      return { status: 200, contentType: 'application/marcxml+xml', body: toMarcXmlCollection(records) };
    case 'marc-in-json':
      return { status: 200, contentType: 'application/marc-in-json', body: wireJson(records.map(writeMarcInJson)) };
    case 'marc':
      return { status: 200, contentType: 'application/marc', body: Buffer.concat(records.map(toIso2709)) };
    case 'text':
      return { status: 200, contentType: 'text/html;charset=UTF-8', body: records.map(toText).join('\n\n') };
  }
}

export function biblio(call: RestCall): Answer {
  const found = call.world.biblios.get(Number(call.path['biblio_id']));
  if (found === undefined) return answers.error(404, 'Object not found.');
  const form = wantedForm(call);
  if (form === null) return answers.json(BIBLIO_TYPES, [], 406);
  return form === 'json' ? answers.plainJson(biblioRow(call.world, found)) : marcSingle(call, form, found);
}

/** Without JSON; a record whose copies are all hidden, or that is suppressed, is not there. */
export function publicBiblio(call: RestCall): Answer {
  const id = Number(call.path['biblio_id']);
  const found = call.world.biblios.get(id);
  if (found === undefined || isSuppressed(call.world, found)) return answers.error(404, 'Object not found.');
  if (!call.overridesHiddenItems && isBiblioHidden(call.world, id)) return answers.error(404, 'Object not found.');
  const form = wantedForm(call);
  if (form === null || form === 'json') return answers.json(BIBLIO_TYPES.slice(1), [], 406);
  return marcSingle(call, form, found);
}

function marcSingle(call: RestCall, form: MarcForm, found: KohaBiblio): Answer {
  if (isUnreadable(call, found)) return answers.internalError();
  const record = recordOf(found);
  switch (form) {
    case 'marcxml':
      return { status: 200, contentType: 'application/marcxml+xml', body: toMarcXml(record) };
    case 'marc-in-json':
      return { status: 200, contentType: 'application/marc-in-json', body: wireJson(writeMarcInJson(record)) };
    case 'marc':
      return { status: 200, contentType: 'application/marc', body: toIso2709(record) };
    case 'text':
      return { status: 200, contentType: 'application/octet-stream', body: toText(record) };
  }
}

function isUnreadable(call: RestCall, row: KohaBiblio): boolean {
  return call.badRecords.has(row.biblio_id) || isMalformed(row.marc);
}

export function biblioItems(call: RestCall): Answer {
  const id = Number(call.path['biblio_id']);
  if (!call.world.biblios.has(id)) return answers.error(404, 'Object not found.');
  return itemList(call, itemsOf(call.world, id));
}

export function publicBiblioItems(call: RestCall): Answer {
  const id = Number(call.path['biblio_id']);
  if (!call.world.biblios.has(id)) return answers.error(404, 'Object not found.');
  return publicItemList(call, itemsOf(call.world, id));
}
