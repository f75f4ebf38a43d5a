/**
 * What GetRecords tells of copies and GetAvailability does not: when a loan is due, and whether a transfer was sent. Its rows of loans
 * and requests may name readers (older versions): nothing is taken of them but a copy's number and a time.
 */
import type { CopyState, Due, ItemLimitation } from '#domain/facts.ts';
import { isSomewhere, limitationsOf } from '#domain/item-status.ts';
import { childrenNamed, childText, parseXmlTree, type XmlElement } from '#xml/xml-tree.ts';
import { dueByWallClock } from '../due.ts';

export interface CopyInRecord {
  readonly due: Due | null;
  /** Of its open transfer; null where there is none. */
  readonly transfer: 'SENT' | 'REQUESTED' | null;
}

/** By the copy's number; null where the answer cannot be read. */
export function readCopiesInRecords(xml: string, timeZone: string): ReadonlyMap<string, CopyInRecord> | null {
  const root = parseXmlTree(xml);
  if (typeof root === 'string' || root.local !== 'GetRecords') return null;
  const found = new Map<string, CopyInRecord>();
  for (const record of childrenNamed(root, 'record')) {
    const hours = new Map(
      rowsOf(record, 'issues', 'issue').map((loan) => [childText(loan, 'itemnumber'), childText(loan, 'date_due')]),
    );
    for (const item of rowsOf(record, 'items', 'item')) {
      const id = childText(item, 'itemnumber');
      const day = childText(item, 'onloan');
      if (id === null) continue;
      const [transfer] = childrenNamed(item, 'transfer');
      const sent = transfer === undefined ? null : childText(transfer, 'datesent');
      found.set(id, {
        due: dueByWallClock(hours.get(id) ?? day ?? '', timeZone),
        transfer: transfer === undefined ? null : sent === null ? 'REQUESTED' : 'SENT',
      });
    }
  }
  return found;
}

/** The state with what its record tells: a copy whose transfer was requested and not sent is where it was. */
export function withRecord(state: CopyState, { due, transfer }: CopyInRecord): CopyState {
  if (state.status === 'ON_LOAN') return { ...state, due };
  if (state.status !== 'AVAILABLE' && state.status !== 'IN_TRANSIT') return state;
  // Asked after its state, and by REST the same column says that a copy is on loan.
  if (due !== null) return { ...state, ...LENT_SINCE, due };
  const status = transfer === 'SENT' ? 'IN_TRANSIT' : 'AVAILABLE';
  // A version that says "In transit" has not said whether the copy is kept for a reader, which it looks for after that.
  const notTold: readonly ItemLimitation[] =
    state.status === 'IN_TRANSIT' ? ['HOLD_SHELF_NOT_TOLD'] : state.limitations.filter(isNotTransit);
  return {
    ...state,
    status,
    ...(status === 'IN_TRANSIT' || state.status === 'IN_TRANSIT' ? toldByTransfer(transfer) : {}),
    limitations: limitationsOf(status, notTold),
    currentLocation: isSomewhere(status) ? state.currentLocation : null,
  };
}

const LENT_SINCE = {
  status: 'ON_LOAN',
  limitations: [],
  statusAtSource: 'onloan',
  statusRule: 'Koha: checked out',
  currentLocation: null,
} as const;

/** Where the transfer decides, and not what was said of the copy. */
function toldByTransfer(transfer: CopyInRecord['transfer']): Pick<CopyState, 'statusAtSource' | 'statusRule'> {
  const word = transfer === null ? 'no transfer' : transfer === 'SENT' ? 'transfer sent' : 'transfer not sent';
  return { statusAtSource: word, statusRule: `Koha: ${word}` };
}

function isNotTransit(limitation: ItemLimitation): boolean {
  return limitation !== 'TRANSIT_NOT_TOLD';
}

function rowsOf(record: XmlElement, list: string, row: string): readonly XmlElement[] {
  return childrenNamed(record, list).flatMap((rows) => childrenNamed(rows, row));
}
