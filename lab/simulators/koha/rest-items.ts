import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import { ITEM_TABLE, type KohaItem } from './tables.ts';
import type { RestCall } from './rest-call.ts';
import { answerList } from './rest-list.ts';
import { visibleInOpac } from './visibility.ts';
import { biblioRow, itemRow, itemStrings, publicItemRow, transferRow, type WireObject } from './wire.ts';

export function items(call: RestCall): Answer {
  const withBiblio = call.embeds.includes('biblio');
  return itemList(call, [...call.world.items.values()], withBiblio ? ['biblio_id', 'biblionumber', 'timestamp'] : []);
}

/** A page of staff items; used for all of them and for those of one record. */
export function itemList(call: RestCall, rows: readonly KohaItem[], ambiguousByEmbed: readonly string[] = []): Answer {
  const source = { table: ITEM_TABLE, rows, matching: ['external_id'], ambiguousByEmbed };
  return answerList(call, source, (row) => embedded(call, row));
}

export function item(call: RestCall): Answer {
  const found = call.world.items.get(Number(call.path['item_id']));
  return found === undefined ? answers.error(404, 'Item not found') : answers.json(embedded(call, found));
}

export function publicItems(call: RestCall): Answer {
  return publicItemList(call, [...call.world.items.values()]);
}

/** A page of items as anybody may see them. */
export function publicItemList(call: RestCall, rows: readonly KohaItem[]): Answer {
  const shown = rows.filter(visibleInOpac(call.world, call.overridesHiddenItems));
  const withStrings = call.embeds.includes('+strings');
  return answerList(call, { table: ITEM_TABLE, rows: shown }, (row) => ({
    ...(withStrings ? { _strings: itemStrings(call.world, row, true) } : {}),
    ...publicItemRow(call.world, row),
  }));
}

function embedded(call: RestCall, row: KohaItem): WireObject {
  const { world } = call;
  const biblio = call.embeds.includes('biblio') ? world.biblios.get(row.biblio_id) : undefined;
  return {
    ...(call.embeds.includes('+strings') ? { _strings: itemStrings(world, row, false) } : {}),
    ...itemRow(world, row),
    ...(biblio === undefined ? {} : { biblio: biblioRow(world, biblio) }),
    ...(call.embeds.includes('transfer') ? { transfer: transferRow(world, world.transfers.get(row.item_id)) } : {}),
  };
}
