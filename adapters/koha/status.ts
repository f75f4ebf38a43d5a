/** The state and the rule of a copy, from codes that every site edits. */
import type { ItemStatus, ItemUse } from '#domain/facts.ts';
import { firstStatus, type PossibleStatus } from '#domain/item-status.ts';
import type { CodeList, CodeMeaning, KohaSettings } from './config.ts';
import type { KohaCopy } from './copy.ts';

/**
 * A code without a meaning hides a state: how strong that state may be depends on the list. What is lost or withdrawn has a
 * list of its own, so that the others hide nothing that outweighs a loan.
 */
const MAY_HIDE: Readonly<Record<CodeList, ItemStatus>> = {
  WITHDRAWN: 'WITHDRAWN',
  LOST: 'LOST',
  DAMAGED: 'DAMAGED',
  NOT_LOAN: 'MISSING',
  RESTRICTED: 'MISSING',
};

/** The codes that say something of a copy, list by list; 0 says nothing. */
export function codesOf(copy: Pick<KohaCopy, 'withdrawn' | 'lost' | 'damaged' | 'notForLoan' | 'restricted'>) {
  const coded: readonly (readonly [CodeList, number])[] = [
    ['WITHDRAWN', copy.withdrawn],
    ['LOST', copy.lost],
    ['DAMAGED', copy.damaged],
    ['NOT_LOAN', copy.notForLoan],
    ['RESTRICTED', copy.restricted],
  ];
  return coded.filter(([, value]) => value !== 0);
}

export interface CopyState {
  readonly status: ItemStatus;
  /** The list whose code decided; null where no code did. */
  readonly list: CodeList | null;
  readonly code: string | null;
  /** The region file's name for the code, or the field of Koha's that decided. */
  readonly label: string | null;
  readonly rule: string;
  readonly use: ItemUse;
}

/** What a hold that has caught a copy makes of it: waiting, in transit, or being processed on its way to the shelf. */
const STATUS_OF_HOLD: Readonly<Record<string, ItemStatus>> = { W: 'ON_HOLD_SHELF', T: 'IN_TRANSIT', P: 'IN_TRANSIT' };

/** What is known of a copy from outside its own fields. */
export interface CopyCirculation {
  /** Letter of the hold that this copy is caught for: W, T, P; null if there is none, or when unknown. */
  readonly holdStatus: string | null;
  readonly onsiteLoan: boolean;
  /** Known to be on its way to another branch. */
  readonly isSent?: boolean;
}

interface Candidate extends PossibleStatus, Pick<CopyState, 'list' | 'code' | 'label' | 'rule'> {}

/** Of every copy; what Koha says besides outweighs it. */
const IN_PLACE = plain('AVAILABLE', 'no code or loan');

export function stateOf(
  copy: KohaCopy,
  circulation: CopyCirculation,
  settings: KohaSettings,
  onUnmapped: (list: CodeList, code: string) => void,
): CopyState {
  const candidates: Candidate[] = [];
  const uses = new Set<ItemUse>();
  for (const [list, value] of codesOf(copy)) {
    const meaning: CodeMeaning | undefined = settings.codes[list][String(value)];
    const coded = { list, code: String(value), rule: `codes.${list}.${value}` };
    if (meaning === undefined) {
      onUnmapped(list, coded.code);
      const rule = `no ${coded.rule} in the region file`;
      candidates.push({ ...coded, status: 'UNKNOWN', hides: MAY_HIDE[list], label: null, rule });
      if (list === 'NOT_LOAN' || list === 'RESTRICTED') uses.add('UNKNOWN');
      continue;
    }
    if (meaning.use !== null) uses.add(meaning.use);
    // A code that is only a rule leaves the copy in place, but its word is the system's own word for it.
    candidates.push({ ...coded, status: meaning.status ?? 'AVAILABLE', label: meaning.label });
  }
  const { holdStatus, onsiteLoan, isSent = false } = circulation;
  if (copy.dueOn !== null) {
    candidates.push(onsiteLoan ? plain('IN_USE_ON_SITE', 'onsite checkout') : plain('ON_LOAN', 'checked out'));
  }
  if (holdStatus !== null) {
    const status = STATUS_OF_HOLD[holdStatus] ?? 'UNKNOWN';
    candidates.push({ ...plain(status, `hold status ${holdStatus}`), hides: 'ON_HOLD_SHELF' });
  }
  if (isSent) candidates.push(plain('IN_TRANSIT', 'transfer sent'));
  const { location } = copy;
  const shelf = location === null ? undefined : settings.locations[location];
  if (location !== null && shelf?.status !== undefined && shelf.status !== null)
    candidates.push({ ...plain(shelf.status, shelf.name ?? location), rule: `locations.${location}` });

  return { ...(firstStatus([...candidates, IN_PLACE]) ?? IN_PLACE), use: useOf(copy, uses, settings) };
}

/** What no list of the site's says: by a rule of Koha's own. */
function plain(status: ItemStatus, label: string): Candidate {
  return { status, list: null, code: null, label, rule: `Koha: ${label}` };
}

/** What cannot be lent and has an address instead of a barcode stands on no shelf, whatever its type is called. */
function useOf(copy: KohaCopy, fromCodes: ReadonlySet<ItemUse>, settings: KohaSettings): ItemUse {
  const type = copy.itemType === null ? undefined : settings.itemTypes[copy.itemType];
  if (type?.use === 'ONLINE') return 'ONLINE';
  const use = shelfUseOf(copy, fromCodes, type?.use ?? null);
  return use === 'REFERENCE' && copy.barcode === null && copy.address !== null ? 'ONLINE' : use;
}

/** The strictest rule wins; a type that is not in the region file is lent where Koha lends it. */
function shelfUseOf(copy: KohaCopy, fromCodes: ReadonlySet<ItemUse>, ofType: ItemUse | null): ItemUse {
  for (const strict of ['RESTRICTED', 'UNKNOWN', 'REFERENCE'] as const) if (fromCodes.has(strict)) return strict;
  if (ofType !== null) return ofType;
  if (copy.typeNotForLoan === true) return 'REFERENCE';
  if (copy.typeNotForLoan === null) return 'UNKNOWN';
  const [other] = fromCodes;
  return other ?? 'LOAN';
}
