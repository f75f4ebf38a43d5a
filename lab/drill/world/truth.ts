/** The titles and copies of one drilled system: changes them by chance, and keeps what was true when. */
import type { ItemStatus } from '#domain/facts.ts';
import type { Random } from '#simulators/random.ts';
import type { Staff } from '#simulators/staff.ts';
import { TITLES, copiesOf } from './titles.ts';
import { createHistory, type History } from './history.ts';

/** How a copy stands; null while its system has no such copy. */
export type CopyTruth = { readonly status: ItemStatus; readonly dueOn: string | null } | null;

export interface TitleTruth {
  readonly title: number;
  /** By barcode. */
  readonly copies: ReadonlyMap<string, History<CopyTruth>>;
  /** Requests in the queue; null where the system does not tell. */
  readonly queue: History<number> | null;
}

export interface Truth {
  readonly titles: ReadonlyMap<number, TitleTruth>;
  /** Barcodes that were there at the beginning: those that harvest saw. */
  readonly firstBarcodes: readonly string[];
  titleOf(barcode: string): TitleTruth | undefined;
  /** Whether a copy was there at the beginning. */
  isFirst(barcode: string): boolean;
  /** Makes one change; `now` in milliseconds since the epoch. */
  change(random: Random, now: number): void;
}

const ON_SHELF: CopyTruth = { status: 'AVAILABLE', dueOn: null };
/** Out of the stock before the harvest: of such a copy no live answer counts, and nothing changes it any more. */
const WITHDRAWN: CopyTruth = { status: 'WITHDRAWN', dueOn: null };
/** The first copies of these titles, each asked for often. */
const WITHDRAWN_OF: readonly number[] = [3, 7];
const MOST_COPIES = 5;
const MOST_QUEUED = 9;

interface Title extends TitleTruth {
  readonly copies: Map<string, History<CopyTruth>>;
}

function isWithdrawn(staff: Staff, title: number, copy: number): boolean {
  return copy === 0 && staff.withdraw !== undefined && WITHDRAWN_OF.includes(title);
}

/** Adds the first copies. */
export function createTruth(staff: Staff): Truth {
  const titles = new Map<number, Title>();
  const byBarcode = new Map<string, Title>();

  function add(title: Title, first: CopyTruth): string {
    const barcode = staff.add(title.title);
    title.copies.set(barcode, createHistory<CopyTruth>(first));
    byBarcode.set(barcode, title);
    return barcode;
  }

  for (let number = 1; number <= TITLES; number += 1) {
    const title = { title: number, copies: new Map(), queue: staff.holds === null ? null : createHistory(0) };
    titles.set(number, title);
    for (let copy = 0; copy < copiesOf(number); copy += 1) {
      if (isWithdrawn(staff, number, copy)) staff.withdraw?.(add(title, WITHDRAWN));
      else add(title, ON_SHELF);
    }
  }

  function changeCopy(title: Title, barcode: string, copy: History<CopyTruth>, random: Random, now: number): void {
    const status = copy.now?.status;
    const become = (next: ItemStatus, dueOn: string | null = null): void => {
      copy.set(now, { status: next, dueOn });
    };
    if (status === undefined || status === 'WITHDRAWN') return;
    if (status === 'ON_LOAN') staff.takeBack(barcode);
    else if (status === 'ON_HOLD_SHELF') staff.holds?.unshelve(barcode);
    else if (status === 'IN_TRANSIT') staff.transits?.arrive(barcode);
    else if (status !== 'AVAILABLE') staff.mark(barcode, null);
    if (status !== 'AVAILABLE') {
      become('AVAILABLE');
      return;
    }
    const dice = random.next();
    if (dice < 0.5) become('ON_LOAN', staff.lend(barcode, random.whole(1, 60)));
    else if (dice < 0.7 && staff.holds !== null) {
      staff.holds.shelve(title.title, barcode);
      become('ON_HOLD_SHELF');
    } else if (dice < 0.8 && staff.transits !== null) {
      staff.transits.send(barcode);
      become('IN_TRANSIT');
    } else if (dice < 0.95) {
      const mark = random.chance(0.5) ? 'LOST' : 'MISSING';
      staff.mark(barcode, mark);
      become(mark);
    } else {
      staff.remove(barcode);
      copy.set(now, null);
    }
  }

  const firstBarcodes = new Set(byBarcode.keys());
  return {
    titles,
    firstBarcodes: [...firstBarcodes],
    isFirst: (barcode) => firstBarcodes.has(barcode),
    titleOf: (barcode) => byBarcode.get(barcode),
    change(random, now) {
      const title = random.one([...titles.values()]);
      const present = [...title.copies].filter(([, copy]) => copy.now !== null);
      if (random.chance(0.1) && title.queue !== null && title.queue.now < MOST_QUEUED) {
        staff.holds?.queue(title.title);
        title.queue.set(now, title.queue.now + 1);
      } else if (random.chance(0.05) && present.length < MOST_COPIES) {
        title.copies.get(add(title, null))?.set(now, ON_SHELF);
      } else {
        const [barcode, copy] = random.pick(present) ?? [];
        if (barcode !== undefined && copy !== undefined) changeCopy(title, barcode, copy, random, now);
      }
    },
  };
}
