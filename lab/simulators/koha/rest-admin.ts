import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import { AUTHORISED_VALUE_TABLE, CATEGORY_TABLE, LIBRARY_TABLE, type KohaLibrary } from './tables.ts';
import type { RestCall } from './rest-call.ts';
import { answerList } from './rest-list.ts';
import { LIBRARY_PARAMETERS } from './rest-parameters.ts';
import { libraryRow, publicLibraryRow, written, type WireObject } from './wire.ts';

export function libraries(call: RestCall): Answer {
  return libraryList(call, libraryRow);
}

export function publicLibraries(call: RestCall): Answer {
  return libraryList(call, publicLibraryRow);
}

function libraryList(call: RestCall, toWire: (row: KohaLibrary) => WireObject): Answer {
  const rows = [...call.world.libraries.values()];
  return answerList(call, { table: LIBRARY_TABLE, rows, matching: LIBRARY_PARAMETERS }, toWire);
}

/** The public single library shows everything that the staff one does. */
export function library(call: RestCall): Answer {
  const found = call.world.libraries.get(call.path['library_id'] ?? '');
  return found === undefined ? answers.error(404, 'Library not found') : answers.json(libraryRow(found));
}

export function categories(call: RestCall): Answer {
  const rows = [...call.world.categories.values()].map(({ category_name, is_system }) => ({
    category_name,
    is_system,
  }));
  return answerList(call, { table: CATEGORY_TABLE, rows }, (row) => row);
}

export function authorisedValues(call: RestCall): Answer {
  const category = call.world.categories.get(call.path['authorised_value_category_name'] ?? '');
  if (category === undefined) return answers.error(404, 'Category not found');
  return answerList(call, { table: AUTHORISED_VALUE_TABLE, rows: category.values }, (row) =>
    written(call.world, AUTHORISED_VALUE_TABLE, row),
  );
}

/** The simulated Koha has none. */
export function transferLimits(call: RestCall): Answer {
  return answerList(call, { table: LIBRARY_TABLE, rows: [] }, libraryRow);
}
