/** What a library behind a SIP2 server holds, as plain data that may be changed while it runs; `circulation.ts` changes it. */
import type { Instant } from '../time.ts';
import type { Sip2Copy, Sip2Patron, Sip2Rules, Sip2World, Stock } from './tables.ts';

export * from './circulation.ts';
export type * from './tables.ts';

export interface Sip2WorldOptions {
  /** `Europe/London` if left out. */
  readonly timeZone?: string;
  readonly now?: () => Instant;
  readonly institution?: string;
  readonly name?: string;
  readonly rules?: Partial<Sip2Rules>;
  /** Another world's copies. */
  readonly stock?: Stock;
}

const USUAL_RULES: Sip2Rules = { renewals: 2, loanDays: 21, holdsPerPatron: 20, owedLimit: 10 };

/** A world with no copies, no readers, and one terminal that may log in: `terminal`, `terminal-password`. */
export function createSip2World(options: Sip2WorldOptions = {}): Sip2World {
  return {
    timeZone: options.timeZone ?? 'Europe/London',
    now: options.now ?? Date.now,
    institution: options.institution ?? 'DEMO',
    name: options.name ?? 'Demo Health Library',
    rules: { ...USUAL_RULES, ...options.rules },
    stock: options.stock ?? new OwnStock(),
    logins: new Map([['terminal', 'terminal-password']]),
    patrons: new Map(),
    loans: new Map(),
    holds: [],
    pickups: new Set(),
  };
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
    card: String(29_999_000_000_000 + number),
    pin: '1234',
    firstName: 'Invented',
    surname: `Reader ${number}`,
    address: `${number} Invented Road`,
    postCode: 'ZZ1 1ZZ',
    email: `reader${number}@example.org`,
    phone: '01632 960000',
    birthDate: '1980-02-29',
    category: 'ADULT',
    expires: '2099-12-31',
    homeLibrary: `${world.institution}1`,
    barred: false,
    blockText: 'User BARRED',
    cardLost: false,
    fines: [],
    ...patron,
  };
  world.patrons.set(added.card, added);
  return added;
}
