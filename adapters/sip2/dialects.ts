/**
 * How the makes of servers that are known speak SIP2, and what they mean by it. What stands here was recorded or written down
 * (`docs/sip2.md` says where); everything in it is also a setting.
 */
import type { ItemLimitation, ItemStatus } from '#domain/facts.ts';
import { GENERIC_DIALECT, type Sip2Dialect } from '../protocols/sip2/dialect.ts';

export const DIALECT_NAMES = ['generic', 'koha', 'symphony', 'evergreen', 'sierra', 'polaris', 'horizon'] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];

/** What a site's own entry in the region file says in any case. */
type OfSite = 'timeZone' | 'institution' | 'terminalPassword' | 'location';

export interface ServerDialect {
  readonly wire: Omit<Sip2Dialect, OfSite>;
  /** What a text beside the status 01 says of a copy. Any other text may name a reader, and goes no further. */
  readonly explains: Readonly<Record<string, ItemStatus>>;
  /** Codes that are said of copies in their place: what may be true of such a copy all the same. */
  readonly inPlace: Readonly<Record<string, readonly ItemLimitation[]>>;
  /** Whether AQ, the permanent location, is the code of the library that the copy belongs to. */
  readonly ownerInAq: boolean;
  /** Texts beside 01 that say that there is no such copy, for servers that give it a title all the same. */
  readonly unknownItems: readonly string[];
}

const { timeZone: _zone, institution: _at, terminalPassword: _password, location: _place, ...wire } = GENERIC_DIALECT;

const GENERIC: ServerDialect = {
  wire,
  explains: {},
  inPlace: {},
  ownerInAq: false,
  unknownItems: ['Item not found', 'Unknown item'],
};

const speaking = (over: Partial<ServerDialect['wire']>): ServerDialect => ({ ...GENERIC, wire: { ...wire, ...over } });

export const SERVER_DIALECTS: Readonly<Record<DialectName, ServerDialect>> = {
  generic: GENERIC,
  koha: {
    ...speaking({ encoding: 'utf-8' }),
    explains: { 'Item is damaged': 'DAMAGED' },
    // 09 is the book cart, from which a copy is put back today. 10 is any open transfer: one that was asked for and not sent as well,
    // whose copy stands on its shelf.
    inPlace: { '09': [], '10': ['TRANSIT_NOT_TOLD'] },
    ownerInAq: true,
  },
  symphony: speaking({ encoding: 'utf-8' }),
  evergreen: speaking({ encoding: 'utf-8', strictChecksum: false }),
  sierra: speaking({ encoding: 'iso-8859-1', zone: 'zeros' }),
  polaris: speaking({ encoding: 'utf-8' }),
  horizon: speaking({ encoding: 'iso-8859-1' }),
};
