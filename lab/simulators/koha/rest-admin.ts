import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import { AUTHORISED_VALUE_TABLE, CATEGORY_TABLE, LIBRARY_TABLE } from './tables.ts';
import type { RestCall } from './rest-call.ts';
import { isAnswer, listPage } from './rest-list.ts';
import { LIBRARY_PARAMETERS } from './rest-parameters.ts';
import type { KohaLibrary } from './tables.ts';
import { libraryRow, publicLibraryRow } from './wire.ts';
import type { WireObject } from './wire.ts';

export function libraries(call: RestCall): Answer {
  return libraryList(call, libraryRow);
}

export function publicLibraries(call: RestCall): Answer {
  return libraryList(call, publicLibraryRow);
}

function libraryList(call: RestCall, toWire: (row: KohaLibrary) => WireObject): Answer {
  const rows = [...call.world.libraries.values()];
  const page = listPage(call, { table: LIBRARY_TABLE, rows, matching: LIBRARY_PARAMETERS });
  return isAnswer(page) ? page : answers.json(page.rows.map(toWire), page.headers);
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
  const page = listPage(call, { table: CATEGORY_TABLE, rows });
  return isAnswer(page) ? page : answers.json(page.rows, page.headers);
}

export function authorisedValues(call: RestCall): Answer {
  const category = call.world.categories.get(call.path['authorised_value_category_name'] ?? '');
  if (category === undefined) return answers.error(404, 'Category not found');
  const page = listPage(call, { table: AUTHORISED_VALUE_TABLE, rows: category.values });
  if (isAnswer(page)) return page;
  return answers.json(
    page.rows.map((row) => ({
      authorised_value_id: row.authorised_value_id,
      category_name: row.category_name,
      description: row.description,
      image_url: row.image_url,
      opac_description: row.opac_description,
      value: row.value,
    })),
    page.headers,
  );
}

/** The simulated Koha has none. */
export function transferLimits(call: RestCall): Answer {
  const page = listPage(call, { table: LIBRARY_TABLE, rows: [] });
  return isAnswer(page) ? page : answers.json([], page.headers);
}
