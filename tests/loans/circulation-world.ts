/** A few titles whose loans are asked for as the public asks. */
import type { Database } from '#store/tables.ts';
import type { CatalogueWorld } from '#tests/catalogue/catalogue-world.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import type { Kysely } from 'kysely';
import { forgetEverything } from './loan-world.ts';

export const book = (title: string, isbn: string) =>
  marcOf(`020 __ $a ${isbn}`, `245 10 $a ${title}`, '260 __ $c 2001');
const midwifery = book('Midwifery in practice', '9780198526636');
const asthma = book('Asthma in children', '9781554042951');

/** Midwifery at Queen Edith (two copies), Wing and South; asthma at Queen Edith; an interlibrary loan at Queen Edith. */
export async function catalogueTitles(db: Kysely<Database>): Promise<void> {
  await emptyIndex(db);
  await forgetEverything(db);
  await applyPage(
    db,
    'north',
    pageOf([
      harvested('1', midwifery, { owners: ['NQ', 'NQ', 'NW'] }),
      harvested('2', asthma, { owners: ['NQ'] }),
      harvested('9', book('Burns', '9780571089895'), { owners: ['NQ'], visibility: 'ILL_TEMPORARY' }),
    ]),
  );
  await applyPage(db, 'south', pageOf([harvested('5', midwifery, { owners: ['S'] })]));
}

export const COUNT = '{ value suppressed atLeast }';
const FIGURES = `loans ${COUNT} renewals ${COUNT} holdsWaiting ${COUNT} lastBorrowed turnover`;
const REST = `byYear { year loans ${COUNT} } countedSince asOf missing { library { id } what why }`;

export interface Circulation {
  readonly total: Record<string, unknown>;
  readonly byLibrary: readonly { readonly library: { readonly id: string }; readonly figures: object }[];
  readonly byYear: unknown;
  readonly missing: unknown;
  readonly asOf: unknown;
}

async function askFor<Data>(catalogue: CatalogueWorld, query: string, variables = {}): Promise<Data> {
  const { data, errors } = await catalogue.ask(query, variables);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data as Data;
}

export async function ofMidwifery(catalogue: CatalogueWorld): Promise<Circulation> {
  const { editions } = await askFor<{ editions: [{ editions: [{ circulation: Circulation }] }] }>(
    catalogue,
    `{ editions(by: [{ isbn: "9780198526636" }]) { editions { circulation {
      total { ${FIGURES} } byLibrary { library { id } figures { ${FIGURES} } } ${REST} } } } }`,
  );
  return editions[0].editions[0].circulation;
}

export async function ofLibrary(catalogue: CatalogueWorld, id: string): Promise<Record<string, unknown>> {
  const { library } = await askFor<{ library: { circulation: Record<string, unknown> } }>(
    catalogue,
    `query ($id: ID!) { library(id: $id) { circulation { loansNow ${COUNT} total { ${FIGURES} } ${REST} } } }`,
    { id },
  );
  return library.circulation;
}

/** Numbers as they are told: shown, hidden behind a bound, told by nobody. */
export const shown = (value: number) => ({ value, suppressed: false, atLeast: value });
export const hidden = (atLeast = 1) => ({ value: null, suppressed: true, atLeast });
export const untold = { value: null, suppressed: false, atLeast: null };
