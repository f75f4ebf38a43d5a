/** What the simulated systems themselves say: answers of people are checked against it, and never against a page. */
import { LIBRARIES } from '#demo/libraries.ts';
import type { DemoKohaId } from '#demo/libraries.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';

export const KOHAS: readonly DemoKohaId[] = ['koha-a', 'koha-b', 'koha-c'];

/** By library of the three Kohas: copies of an ISBN that stand where they belong, for whoever comes. */
export function copiesInPlace(graph: DemoGraph, isbn: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name, system, branches } of LIBRARIES) {
    const id = KOHAS.find((koha) => koha === system);
    if (id === undefined) continue;
    const { world } = graph.simulator(id);
    const codes = branches.map(({ code }) => code);
    const own = [...world.items.values()].filter(
      ({ home_library_id: home, biblio_id: biblio }) => codes.includes(home) && hasIsbn(world, biblio, isbn),
    );
    if (own.length > 0) counts.set(name, own.filter((item) => isInPlace(world, item)).length);
  }
  return counts;
}

type Item = KohaWorld['items'] extends ReadonlyMap<number, infer One> ? One : never;

function isInPlace(world: KohaWorld, item: Item): boolean {
  const isLent = [...world.checkouts.values()].some(({ item_id: lent }) => lent === item.item_id);
  const isKept = [...world.holds.values()].some((hold) => hold.item_id === item.item_id && hold.status !== null);
  const travels = [...world.transfers.values()].some((transfer) => transfer.item_id === item.item_id);
  const { lost_status: lost, withdrawn, damaged_status: damaged, not_for_loan_status: notForLoan } = item;
  return !isLent && !isKept && !travels && lost + withdrawn + damaged === 0 && notForLoan >= 0;
}

function hasIsbn({ biblios }: KohaWorld, biblio: number, isbn: string): boolean {
  const text = JSON.stringify(biblios.get(biblio)?.marc.fields.filter(({ tag }) => tag === '020') ?? []);
  return text.replaceAll('-', '').includes(isbn) || text.replaceAll('-', '').includes(isbn.slice(3, -1));
}

/** Numbers of a library's copies that somebody could take in hand, and that have no barcode; and the Koha that has them. */
export function copiesWithoutBarcode(
  graph: DemoGraph,
  library: string,
): { readonly koha: DemoKohaId; readonly copies: readonly number[] } {
  const found = LIBRARIES.find(({ id }) => id === library);
  const koha = KOHAS.find((id) => id === found?.system);
  if (found === undefined || koha === undefined) throw new Error(`no Koha has ${library}`);
  const codes = found.branches.map(({ code }) => code);
  const copies = [...graph.simulator(koha).world.items.values()].filter(
    ({ external_id: barcode, home_library_id: home, uri }) => barcode === null && uri === null && codes.includes(home),
  );
  return { koha, copies: copies.map(({ item_id: id }) => id) };
}

export interface Loan {
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly due: number;
  readonly renewals: number;
}

/** What a card has on loan at a Koha, by the number of the loan. */
export function loansOf(graph: DemoGraph, id: DemoKohaId, card: string): ReadonlyMap<number, Loan> {
  const { world } = graph.simulator(id);
  const patron = [...world.patrons.values()].find(({ cardnumber }) => cardnumber === card)?.patron_id;
  return new Map(
    [...world.checkouts.values()]
      .filter(({ patron_id: whose }) => whose === patron)
      .map((loan) => {
        const biblio = world.biblios.get(world.items.get(loan.item_id)?.biblio_id ?? 0);
        return [loan.checkout_id, { title: titleOf(biblio), due: loan.due_date, renewals: loan.renewals_count }];
      }),
  );
}

function titleOf(biblio: ReturnType<KohaWorld['biblios']['get']>): string {
  const field = biblio?.marc.fields.find(({ tag }) => tag === '245');
  return field !== undefined && 'subfields' in field
    ? (field.subfields.find(({ code }) => code === 'a')?.value ?? '')
    : '';
}
