/** The state and the rule of a copy, from codes that every site edits. */
import type { ItemStatus, ItemUse } from '#domain/facts.ts';
import type { CodeList, CodeMeaning, KohaSettings } from './config.ts';
import type { KohaCopy } from './copy.ts';

/** Several states may be true of a copy: the first of these that is counts. The order is the circulation contract's. */
const PRECEDENCE: readonly ItemStatus[] = [
  'WITHDRAWN',
  'LOST',
  'CLAIMED_RETURNED',
  'ON_LOAN',
  'IN_USE_ON_SITE',
  'ON_HOLD_SHELF',
  'IN_TRANSIT',
  'MISSING',
  'DAMAGED',
  'AT_BINDERY',
  'IN_PROCESS',
  'ON_ORDER',
  'UNAVAILABLE',
  'UNKNOWN',
  'RESHELVING',
  'AVAILABLE',
];

const RULE_ONLY_RANK = PRECEDENCE.indexOf('AVAILABLE') - 0.5;

/** A code without a meaning hides a state: how strong that state may be depends on the list. */
const UNMAPPED_RANK: Readonly<Record<CodeList, number>> = {
  WITHDRAWN: PRECEDENCE.indexOf('WITHDRAWN'),
  LOST: PRECEDENCE.indexOf('LOST'),
  DAMAGED: PRECEDENCE.indexOf('DAMAGED'),
  NOT_LOAN: PRECEDENCE.indexOf('UNKNOWN'),
  RESTRICTED: PRECEDENCE.indexOf('UNKNOWN'),
};

/** Called with the list and the code for every code that the region file does not map. */
export type OnUnmapped = (list: CodeList, code: string) => void;

export interface CopyState {
  readonly status: ItemStatus;
  /** The list whose code decided; null where no code did. */
  readonly list: CodeList | null;
  readonly code: string | null;
  readonly label: string | null;
  readonly use: ItemUse;
}

/** What is known of a copy beside its own fields. */
export interface CopyCirculation {
  /** Letter of the hold that this copy is caught for: W, T, P; null where there is none or nobody can say. */
  readonly holdStatus: string | null;
  readonly onsiteLoan: boolean;
}

interface Candidate {
  readonly status: ItemStatus;
  readonly rank: number;
  readonly list: CodeList | null;
  readonly code: string | null;
  readonly label: string | null;
}

/** State and rule of one copy. */
export function stateOf(
  copy: KohaCopy,
  circulation: CopyCirculation,
  settings: KohaSettings,
  onUnmapped: OnUnmapped,
): CopyState {
  const coded: readonly (readonly [CodeList, number])[] = [
    ['WITHDRAWN', copy.withdrawn],
    ['LOST', copy.lost],
    ['DAMAGED', copy.damaged],
    ['NOT_LOAN', copy.notForLoan],
    ['RESTRICTED', copy.restricted],
  ];
  const candidates: Candidate[] = [plain('AVAILABLE')];
  const uses = new Set<ItemUse>();
  for (const [list, value] of coded) {
    if (value === 0) continue;
    const meaning: CodeMeaning | undefined = settings.codes[list][String(value)];
    if (meaning === undefined) {
      onUnmapped(list, String(value));
      candidates.push({ status: 'UNKNOWN', rank: UNMAPPED_RANK[list], list, code: String(value), label: null });
      if (list === 'NOT_LOAN' || list === 'RESTRICTED') uses.add('UNKNOWN');
      continue;
    }
    if (meaning.use !== null) uses.add(meaning.use);
    // A code that is only a rule leaves the copy in place, but its word is the system's own word for it.
    const state = meaning.status === null ? { ...plain('AVAILABLE'), rank: RULE_ONLY_RANK } : plain(meaning.status);
    candidates.push({ ...state, list, code: String(value), label: meaning.label });
  }
  if (copy.dueOn !== null) candidates.push(plain(circulation.onsiteLoan ? 'IN_USE_ON_SITE' : 'ON_LOAN'));
  if (circulation.holdStatus === 'W' || circulation.holdStatus === 'P') candidates.push(plain('ON_HOLD_SHELF'));
  if (circulation.holdStatus === 'T') candidates.push(plain('IN_TRANSIT'));
  const shelf = copy.location === null ? undefined : settings.locations[copy.location];
  if (shelf?.status !== undefined && shelf.status !== null)
    candidates.push({ ...plain(shelf.status), label: shelf.name });

  const first = candidates.reduce((best, one) => (one.rank < best.rank ? one : best));
  return {
    status: first.status,
    list: first.list,
    code: first.code,
    label: first.label,
    use: useOf(copy, uses, settings),
  };
}

function plain(status: ItemStatus): Candidate {
  return { status, rank: PRECEDENCE.indexOf(status), list: null, code: null, label: null };
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
