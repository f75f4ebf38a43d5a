/** Two readers of the demonstration with marks in everything that a library system knows of them, planted after the harvest. */
import type { MarcRecord } from '#marc/marc-record.ts';
import { DEMO_CARDS, type DemoCard } from '#demo/readers.ts';
import type { DemoKohaId } from '#demo/libraries.ts';
import { addBiblio, addCharge, addItem, checkOut, placeHold } from '#simulators/koha/world.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { Marks, type Mark, type Owner } from '#tests/privacy/support/marks.ts';

/** Whose account it is, in which system. */
export const CARDS = { A: cardOf('reader', 'koha-a'), B: cardOf('other-reader', 'koha-c') } as const;
const KOHAS: Readonly<Record<keyof typeof CARDS, DemoKohaId>> = { A: 'koha-a', B: 'koha-c' };

export interface Planted {
  /** Told ones stand in the owner's own account, and nowhere else. */
  readonly marks: readonly Mark[];
  /** The number of the planted loan in its system, and its title. */
  readonly loans: Readonly<Record<keyof typeof CARDS, { readonly id: number; readonly title: string }>>;
}

function cardOf(person: DemoCard['person'], system: DemoCard['system']): DemoCard {
  const found = DEMO_CARDS.find((card) => card.person === person && card.system === system);
  if (found === undefined) throw new Error(`${person ?? 'nobody'} has no card at ${system}`);
  return found;
}

export function plantCanaries(graph: DemoGraph): Planted {
  const marks = new Marks();
  const loans = {
    A: plant(graph.simulator(KOHAS.A).world, 'A', marks),
    B: plant(graph.simulator(KOHAS.B).world, 'B', marks),
  };
  return { marks: [...marks.all, ...known('A'), ...known('B')], loans };
}

/** What the demonstration itself knows of them. */
function known(owner: keyof typeof CARDS): readonly Mark[] {
  const { card, pin, surname, email } = CARDS[owner];
  const mark = (what: string, text: string): Mark => ({ owner, what, text, told: false });
  return [mark('card', card), mark('PIN', pin), mark('surname', surname), mark('mail', email)];
}

function plant(world: KohaWorld, owner: keyof typeof CARDS, marks: Marks): Planted['loans']['A'] {
  const { card, branch } = CARDS[owner];
  const patron = [...world.patrons.values()].find(({ cardnumber }) => cardnumber === card);
  if (patron === undefined) throw new Error(`nobody has the card of ${owner}`);
  patron.staff_notes = `argued with ${marks.hide(owner, 'staff note')}`;
  const title = marks.tell(owner, 'title on loan');
  const item = addCopy(world, recordOf(title), branch);
  const loan = checkOut(world, { item_id: item, patron_id: patron.patron_id, days: 5 });
  loan.note = marks.hide(owner, 'note on a loan');
  const wanted = addBiblio(world, { marc: recordOf(marks.tell(owner, 'title asked for')) });
  const hold = placeHold(world, {
    biblio_id: wanted.biblio_id,
    patron_id: patron.patron_id,
    pickup_library_id: branch,
  });
  hold.notes = marks.hide(owner, 'note on a hold');
  addCharge(world, {
    patron_id: patron.patron_id,
    amount: 2.5,
    description: `Late: ${marks.tell(owner, 'charge')}`,
    internal_note: marks.hide(owner, 'note on a charge'),
  });
  return { id: loan.checkout_id, title };
}

function addCopy(world: KohaWorld, marc: MarcRecord, branch: string): number {
  const { biblio_id } = addBiblio(world, { marc });
  const like = [...world.items.values()].find(({ home_library_id }) => home_library_id === branch);
  const { item_id } = addItem(world, {
    biblio_id,
    home_library_id: branch,
    item_type_id: like?.item_type_id ?? 'BK',
    external_id: `canary-${String(world.next.item)}`,
    callnumber: 'W 1',
  });
  return item_id;
}

function recordOf(title: string): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [
      { tag: '008', value: '200101s2020    enk           000 0 eng d' },
      { tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: title }] },
    ],
  };
}

/** Who may read a told mark: nobody but its owner. */
export function mayRead(mark: Mark, reader: Owner | null): boolean {
  return mark.told && mark.owner === reader;
}
