/** What a library behind a SIP2 server holds, as plain data that may be changed while it runs; `circulation.ts` changes it. */
import { FRESH_PATRON, emptyWorld } from './tables.ts';
import type { Sip2Copy, Sip2Patron, Sip2World, Sip2WorldOptions, Stock } from './tables.ts';

export * from './circulation.ts';
export type * from './tables.ts';

/** A world with no copies, no readers, and one terminal that may log in: `terminal`, `terminal-password`. */
export function createSip2World(options: Sip2WorldOptions = {}): Sip2World {
  return emptyWorld(options, options.stock ?? new OwnStock());
}

/** Copies of this world alone. */
class OwnStock implements Stock {
  readonly #copies = new Map<string, Sip2Copy>();

  find(barcode: string): Sip2Copy | undefined {
    return this.#copies.get(barcode);
  }

  ofTitle(titleId: string): readonly Sip2Copy[] {
    return [...this.#copies.values()].filter((copy) => copy.titleId === titleId);
  }

  add(copy: Sip2Copy): void {
    this.#copies.set(copy.barcode, copy);
  }
}

/** Adds a copy that is in its place, a book, if nothing else is said. Only worlds with copies of their own can. */
export function addCopy(world: Sip2World, copy: Partial<Sip2Copy> & Pick<Sip2Copy, 'barcode'>): Sip2Copy {
  const { barcode } = copy;
  const owner = copy.owner ?? `${world.institution}1`;
  const added: Sip2Copy = {
    titleId: barcode,
    title: `Title of ${barcode}`,
    owner,
    permanentLocation: owner,
    currentLocation: owner,
    collection: null,
    media: '001',
    state: 'AVAILABLE',
    due: null,
    ...copy,
  };
  ownStockOf(world).add(added);
  return added;
}

function ownStockOf({ stock }: Sip2World): OwnStock {
  if (stock instanceof OwnStock) return stock;
  throw new TypeError('the copies of this world are those of another simulator: change them there');
}

/** Adds an invented reader. */
export function addPatron(world: Sip2World, patron: Partial<Sip2Patron> = {}): Sip2Patron {
  const number = world.patrons.size + 1;
  const added: Sip2Patron = {
    ...FRESH_PATRON,
    card: String(29_999_000_000_000 + number),
    surname: `Reader ${number}`,
    address: `${number} Invented Road`,
    email: `reader${number}@example.org`,
    homeLibrary: `${world.institution}1`,
    fines: [],
    ...patron,
  };
  world.patrons.set(added.card, added);
  return added;
}
