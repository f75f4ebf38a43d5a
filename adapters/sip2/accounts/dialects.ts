/**
 * What answers about patrons mean at the makes of servers that are known. Each line says what was recorded or written down; what
 * is not there is not read. `docs/sip2.md` lists where each comes from.
 */
import type { BlockCode } from '#domain/accounts.ts';
import type { RefusalWords } from '../../shared/accounts/refusals.ts';
import { KOHA_REFUSALS, REFUSALS } from './refusal-texts.ts';

export interface AccountDialect {
  /** The field of 64 that holds the end of the registration; null where none is known. `PA` is that at some, a category at others. */
  readonly expiry: 'PA' | 'PE' | 'PX' | null;
  /** The field that holds the library of registration; null where none is known. */
  readonly homeSite: 'AQ' | null;
  /** The field that holds the kind of reader; null where none is known. */
  readonly category: 'PC' | null;
  /** Whether the list AS has only copies that were caught, waiting or on their way, and CD the rest; at a Koha copies on their way are in CD. */
  readonly listsCaughtHolds: boolean;
  /** Whether a hold on one copy is kept for that copy; else any copy of the title fills it. */
  readonly holdsCopies: boolean;
  /** Whether a user name is taken in place of a card, and answered about the card. */
  readonly takesUserNames: boolean;
  /** Texts in AF that say why a patron may not borrow. AF itself goes no further: it may hold a name or a note. */
  readonly blockTexts: readonly (readonly [RegExp, BlockCode])[];
  /** Texts in AF of 30 and 16 that say why something was refused. */
  readonly refusalTexts: readonly (readonly [RegExp, RefusalWords])[];
}

const GENERIC: AccountDialect = {
  expiry: null,
  homeSite: null,
  category: null,
  listsCaughtHolds: false,
  holdsCopies: true,
  takesUserNames: false,
  blockTexts: [],
  refusalTexts: REFUSALS,
};

/** By the name of the dialect in the region file; one that is not in it is `generic`. */
const DIALECTS: Readonly<Record<string, AccountDialect>> = {
  generic: GENERIC,
  koha: {
    ...GENERIC,
    category: 'PC',
    listsCaughtHolds: true,
    holdsCopies: false,
    takesUserNames: true,
    blockTexts: [
      [/PATRON EXPIRED/, 'EXPIRED'],
      [/Borrower's card reported lost/, 'CARD_LOST'],
      [/Patron blocked by fines/, 'OWES'],
    ],
    refusalTexts: KOHA_REFUSALS,
  },
  symphony: {
    ...GENERIC,
    expiry: 'PA',
    homeSite: 'AQ',
    category: 'PC',
    blockTexts: [
      [/^User BARRED/i, 'BARRED'],
      [/^Privilege has expired/i, 'EXPIRED'],
      [/^User card marked LOST/i, 'CARD_LOST'],
    ],
  },
  evergreen: { ...GENERIC, expiry: 'PA', homeSite: 'AQ', category: 'PC' },
  sierra: GENERIC,
  polaris: { ...GENERIC, expiry: 'PX' },
  horizon: { ...GENERIC, expiry: 'PE', homeSite: 'AQ', category: 'PC' },
};

export function accountDialectOf(name: string): AccountDialect {
  return Object.hasOwn(DIALECTS, name) ? (DIALECTS[name] ?? GENERIC) : GENERIC;
}
