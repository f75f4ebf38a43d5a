/**
 * Ids are `<routing key>:<kind>:<local>`, split at the first two colons, because local ids may hold colons
 * themselves (of one make, an item is `2145643:5:1`). They look the same inside and outside; clients must not read them.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The stable short id of one running library system, as the region file gives it. */
export type SystemId = Branded<'SystemId'>;
/** The stable short id of a library service, as the region file gives it. */
export type LibraryId = Branded<'LibraryId'>;
export type NetworkId = Branded<'NetworkId'>;
export type RecordId = Branded<'RecordId'>;
export type HoldingId = Branded<'HoldingId'>;
export type ItemId = Branded<'ItemId'>;
/** An edition belongs to no system: `<region>:edition:<number>`. */
export type EditionId = Branded<'EditionId'>;

/** What editions have in common: `<region>:work:<key>`. */
export type WorkId = Branded<'WorkId'>;

/** A patron's registration at one system; its local part is sealed outside the hub. */
export type AccountId = Branded<'AccountId'>;
/** The local part of a loan's and a hold's id is sealed too: it leads to the patron. */
export type LoanId = Branded<'LoanId'>;
export type HoldId = Branded<'HoldId'>;
export type ChargeId = Branded<'ChargeId'>;
/** A person, across the region: `<region>:patron:<key>`; says nothing of who it is. */
export type PatronId = Branded<'PatronId'>;
/** Accounts that seem to be one person's: `<region>:readers:<key>`; the key is a hash of their tokens. */
export type ReadersId = Branded<'ReadersId'>;

/** The second part of an id: what the id names. */
export type IdKind =
  | 'record'
  | 'holding'
  | 'item'
  | 'edition'
  | 'work'
  | 'account'
  | 'loan'
  | 'hold'
  | 'charge'
  | 'patron'
  | 'readers';

interface IdByKind {
  record: RecordId;
  holding: HoldingId;
  item: ItemId;
  edition: EditionId;
  work: WorkId;
  account: AccountId;
  loan: LoanId;
  hold: HoldId;
  charge: ChargeId;
  patron: PatronId;
  readers: ReadersId;
}

/** The three parts of an id. `local` is the system's own id and never travels without its routing key. */
export interface IdParts<Kind extends IdKind = IdKind> {
  readonly routingKey: string;
  readonly kind: Kind;
  readonly local: string;
}

/** How a system's live part is called where it is counted apart, as by what spares it: no id of a system has a slash. */
export function livePartId(system: SystemId): string {
  return `${system}/live`;
}

/** A routing key has no colon, so that the first two colons of an id always part it. */
export const ROUTING_KEY_PATTERN = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Builds an id; the caller has checked the routing key against {@link ROUTING_KEY_PATTERN}. */
export function createId<Kind extends IdKind>(routingKey: string, kind: Kind, local: string): IdByKind[Kind] {
  return `${routingKey}:${kind}:${local}` as IdByKind[Kind];
}

/** What the sealed local part of an id is bound to: a loan's under the name of a hold opens nothing. */
export function sealedIdBinding(routingKey: string, kind: IdKind): string {
  return `${routingKey}:${kind}`;
}

/** What is sealed of an account that goes on at another system is bound to this. */
export const CONTINUED_BINDING = 'continued account';

/** In no system's ids; a database keeps no NUL, and would fail at it. */
const CONTROL = /\p{Cc}/u;

/** Splits an id at its first two colons; null if the text is no id of the wanted kind. */
export function parseId<Kind extends IdKind>(id: string, kind: Kind): IdParts<Kind> | null {
  const first = id.indexOf(':');
  if (first <= 0) return null;
  const second = id.indexOf(':', first + 1);
  if (second < 0 || id.slice(first + 1, second) !== kind) return null;
  const local = id.slice(second + 1);
  if (local === '' || CONTROL.test(local)) return null;
  return { routingKey: id.slice(0, first), kind, local };
}

/** The system that an id of the wanted kind is of; null if the text is none. */
export function systemOfId(id: string, kind: IdKind): SystemId | null {
  return (parseId(id, kind)?.routingKey ?? null) as SystemId | null;
}

/** Reads a text as an id of the wanted kind; null if it is none. */
export function toId<Kind extends IdKind>(id: string, kind: Kind): IdByKind[Kind] | null {
  return parseId(id, kind) === null ? null : (id as IdByKind[Kind]);
}

/** A holding is a library's under a record of its system: `<record>@<library>`. Neither id of a library nor routing key has an `@`. */
export function createHoldingId(routingKey: string, recordLocalId: string, library: LibraryId): HoldingId {
  return createId(routingKey, 'holding', `${recordLocalId}@${library}`);
}

/** The two parts of a holding's id; null if the text is none. */
export function partsOfHolding(id: string): { readonly record: string; readonly library: LibraryId | null } | null {
  const parts = parseId(id, 'holding');
  if (parts === null) return null;
  const end = parts.local.lastIndexOf('@');
  if (end < 0) return { record: parts.local, library: null };
  return { record: parts.local.slice(0, end), library: parts.local.slice(end + 1) as LibraryId };
}

/** The system's own id of the record that a holding is under; null if the text is no holding's id. */
export function recordOfHolding(id: string): string | null {
  return partsOfHolding(id)?.record ?? null;
}
