/** A Koha whose one reader places holds through the graph, with titles that rulings are made of. */
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import {
  addBiblio,
  addItem,
  addLibrary,
  addOAuthClient,
  addPatron,
  addUser,
  cancelHold,
  createKohaWorld,
} from '#simulators/koha/world.ts';
import { isbnOf } from '../world/titles.ts';

export const CARD = { card: '23529001000005', pin: 'a pin of the rig' } as const;
/** A page of the feed has all of them, and those that are drilled. */
const TITLES = 400;
/** ISBNs of the drilled titles are lower. */
const ISBN_FROM = 100;
const READER = 5;
const BRANCH = 'MAIN';
const WORDS = ['Rivers', 'Weather', 'Bridges', 'Orchards', 'Harbours', 'Railways', 'Mosses'] as const;

export interface LendingKoha {
  readonly simulator: KohaSimulator;
  holdsOn(title: number): number;
  /** Staff cancel them: the reader may have few at once. */
  clear(title: number): void;
}

export const LENDING_SECRETS = {
  LENDING_CLIENT_ID: 'lending-client',
  LENDING_CLIENT_SECRET: 'lending-secret',
} as const;

/** `titles`: how many; numbered from 1. */
export async function startLendingKoha(titles = TITLES): Promise<LendingKoha> {
  const world = createKohaWorld({ now: Date.now, preferences: { 'OAI-PMH:include_items': true, OpacHiddenItems: {} } });
  addLibrary(world, BRANCH, 'Main');
  for (let title = 1; title <= titles; title += 1) {
    const word = WORDS[title % WORDS.length] ?? '';
    const isbn = isbnOf(ISBN_FROM + title);
    addBiblio(world, {
      biblio_id: title,
      marc: {
        leader: '00000nam a2200000 a 4500',
        fields: [
          { tag: '008', value: '200101s2020    enk           000 0 eng d' },
          { tag: '020', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: isbn }] },
          { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `${word} of county ${title} /` }] },
        ],
      },
    });
    const shelf = { item_type_id: 'BK', location: 'GEN', callnumber: `X ${title}` };
    addItem(world, { item_id: title, biblio_id: title, home_library_id: BRANCH, external_id: `l${title}`, ...shelf });
  }
  addPatron(world, { patron_id: READER, library_id: BRANCH, cardnumber: CARD.card }, CARD.pin);
  addUser(world, 'mercia', 'no basic log-in', [
    'catalogue',
    'circulate:circulate_remaining_permissions',
    'reserveforothers',
    'borrowers',
  ]);
  addOAuthClient(world, LENDING_SECRETS.LENDING_CLIENT_ID, LENDING_SECRETS.LENDING_CLIENT_SECRET, 'mercia');
  const holds = (title: number) => [...world.holds.values()].filter(({ biblio_id: id }) => id === title);
  return {
    simulator: await createKohaSimulator({ world }),
    holdsOn: (title) => holds(title).length,
    clear(title) {
      for (const { hold_id: id } of holds(title)) cancelHold(world, id);
    },
  };
}
