/** A Koha whose every place for something personal holds a mark. */
import type { MarcRecord } from '#marc/marc-record.ts';
import {
  addBiblio,
  addCharge,
  addItem,
  addLibrary,
  addOAuthClient,
  addPatron,
  addUser,
  checkOut,
  createKohaWorld,
  placeHold,
  setWaiting,
} from '#simulators/koha/world.ts';
import type { KohaPatron, KohaWorld } from '#simulators/koha/world.ts';
import type { Marks, Owner } from './marks.ts';
import { hiddenRecord, loanFromElsewhere, sharedTitle, TITLES, unreadableRecord } from './planted-records.ts';

const DAY_MS = 86_400_000;

export const KOHA_LOGIN = { user: 'mercia', client: 'mercia-client', secret: 'a client secret of a simulated Koha' };

export interface PlantedKoha {
  readonly id: string;
  /** Each branch, with the readers whom it registered. */
  readonly branches: ReadonlyMap<string, readonly Owner[]>;
  /** Whether records come by OAI-PMH, with their items in them. */
  readonly oai: boolean;
}

export function createPlantedKoha({ id, branches, oai }: PlantedKoha, marks: Marks): KohaWorld {
  const yesterday = Date.now() - DAY_MS;
  const world = createKohaWorld({
    now: () => yesterday,
    preferences: { 'OAI-PMH': oai, 'OAI-PMH:include_items': oai, OpacHiddenItems: {} },
  });
  addUser(world, KOHA_LOGIN.user, 'no-basic-login-here', [
    'catalogue',
    'borrowers',
    'circulate:circulate_remaining_permissions',
    'reserveforothers',
    'updatecharges:remaining_permissions',
  ]);
  addOAuthClient(world, KOHA_LOGIN.client, KOHA_LOGIN.secret, KOHA_LOGIN.user);
  for (const branch of branches.keys()) {
    addLibrary(world, branch, `Branch ${branch}`);
    addStock(world, branch, marks, { id, oai });
  }
  for (const [branch, owners] of branches) for (const owner of owners) addReader(world, branch, owner, marks, id);
  world.now = Date.now;
  return world;
}

/** Staff write about readers into notes of copies that everybody may see. */
function addStock(world: KohaWorld, branch: string, marks: Marks, { id, oai }: Pick<PlantedKoha, 'id' | 'oai'>): void {
  for (const title of TITLES) {
    const notes = { owner: 'A', marks, what: `${id} ${branch} public record ${title}` } as const;
    const { biblio_id: record } = addBiblio(world, { marc: sharedTitle(title, notes) });
    addCopy(world, record, branch, { internal_notes: `for ${marks.hide('A', `${id} note on a copy of ${title}`)}` });
  }
  const { biblio_id: hidden } = addBiblio(world, { marc: hiddenRecord('A', marks, `${id} ${branch} hidden record`) });
  const note = marks.hide('A', `${id} ${branch} note on a copy of a hidden record`);
  addCopy(world, hidden, branch, { internal_notes: `kept for ${note}` });
  // By OAI-PMH it is mended, and public then.
  if (!oai) addBiblio(world, { marc: unreadableRecord('A', marks, `${id} ${branch} unreadable record`) });
}

function addCopy(
  world: KohaWorld,
  record: number,
  branch: string,
  more: Parameters<typeof addItem>[1] | object,
): number {
  const { item_id: item } = addItem(world, {
    biblio_id: record,
    home_library_id: branch,
    item_type_id: 'BK',
    location: 'GEN',
    external_id: `${branch}-${String(world.next.item)}`,
    callnumber: `W ${String(record)}`,
    ...more,
  });
  return item;
}

function addReader(world: KohaWorld, branch: string, owner: Owner, marks: Marks, id: string): void {
  const hide = (what: string, form?: Parameters<Marks['hide']>[2]): string => marks.hide(owner, `${id} ${what}`, form);
  const patron = addPatron(
    world,
    {
      patron_id: marks.number(owner, `${id} patron number`),
      library_id: branch,
      cardnumber: hide('card', 'card'),
      userid: hide('user name'),
      surname: hide('surname'),
      firstname: hide('forename'),
      // The same at each library: one person is found by it.
      email: marks.same(owner, 'mail', 'mail'),
      date_of_birth: hide('day of birth', 'day'),
      staff_notes: `argued with ${hide('staff note')}`,
    },
    hide('PIN'),
  );
  lend(world, patron, owner, marks, id);
  ask(world, patron, owner, marks, id);
  addCharge(world, {
    account_line_id: marks.number(owner, `${id} charge number`),
    patron_id: patron.patron_id,
    amount: 2.5,
    description: `Late: ${marks.tell(owner, `${id} charge`)}`,
    internal_note: hide('note on a charge'),
  });
}

/** A copy from the shelf, and two books from elsewhere with the reader's name in their records: of each kind that Koha has. */
function lend(world: KohaWorld, patron: KohaPatron, owner: Owner, marks: Marks, id: string): void {
  const { library_id: branch } = patron;
  const own = (marc: MarcRecord, framework: string, type: string): number => {
    const { biblio_id: record } = addBiblio(world, { marc, framework_id: framework });
    const note = `For ${marks.hide(owner, `${id} public note of ${framework}`)}`;
    return addCopy(world, record, branch, { item_type_id: type, public_notes: note });
  };
  const wanted = [
    addCopy(world, recordOf(world, 0), branch, {}),
    own(loanFromElsewhere(owner, marks, `${id} FA`), 'FA', 'BK'),
    own(loanFromElsewhere(owner, marks, `${id} ILL`), 'ILL', 'ILL'),
  ];
  for (const item of wanted) {
    world.next.checkout = marks.number(owner, `${id} loan number of ${String(item)}`);
    const loan = checkOut(world, { item_id: item, patron_id: patron.patron_id });
    loan.note = marks.hide(owner, `${id} note on loan of ${String(item)}`);
  }
}

function ask(world: KohaWorld, { patron_id, library_id }: KohaPatron, owner: Owner, marks: Marks, id: string): void {
  for (const [index, state] of (['queued', 'ready'] as const).entries()) {
    const record = recordOf(world, index + 1);
    const hold = placeHold(world, {
      biblio_id: record,
      patron_id,
      pickup_library_id: library_id,
      hold_id: marks.number(owner, `${id} hold number, ${state}`),
    });
    hold.notes = marks.hide(owner, `${id} note on a hold, ${state}`);
    if (state === 'ready') setWaiting(world, hold.hold_id, addCopy(world, record, library_id, {}));
  }
}

function recordOf(world: KohaWorld, index: number): number {
  return [...world.biblios.keys()][index] ?? 0;
}
