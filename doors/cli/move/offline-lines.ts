/**
 * What an offline client or a paper list says was lent, returned and renewed while a library was frozen, against how its copies stand
 * in the new system: which lines are still to be keyed. Pure; a card passes from the line to the answer and nowhere else.
 */

/** As offline clients write it, and as people do. */
const ACTIONS: Readonly<Record<string, OfflineAction>> = {
  issue: 'LOAN',
  loan: 'LOAN',
  checkout: 'LOAN',
  return: 'RETURN',
  checkin: 'RETURN',
  renew: 'RENEWAL',
  renewal: 'RENEWAL',
};

export type OfflineAction = 'LOAN' | 'RETURN' | 'RENEWAL';

export interface OfflineLine {
  /** Where it stands in the file, from 1. */
  readonly line: number;
  /** `YYYY-MM-DDTHH:MM`, perhaps with seconds, as the clock on the desk said. */
  readonly time: string;
  readonly barcode: string;
  /** Null for a return: who brings a book is not asked. */
  readonly card: string | null;
  readonly action: OfflineAction;
}

export interface WrittenLine {
  readonly barcode: string | null;
  readonly card: string | null;
  readonly time: string | null;
  readonly action: string | null;
}

/** How a copy stands in the new system now. */
export type CopyThere =
  | { readonly state: 'LIVE'; readonly status: string; readonly dueOn: string | null }
  /** Nobody can tell now; `why` is the code of the reason. */
  | { readonly state: 'UNKNOWN'; readonly why: string }
  | { readonly state: 'NONE' }
  | { readonly state: 'SEVERAL' };

/** `KEY`: into the new system. `NOTHING`: it is so there already. `LOOK`: somebody must see what is right. */
export interface ToKey {
  readonly do: 'KEY' | 'NOTHING' | 'LOOK';
  readonly say: string;
}

/** 2026-12-01 18:05, 2026-12-01T18:05:33, and of Koha's offline circulation 2026-12-01 18:05:33 456 */
const TIME = /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[ .]\d{1,3})?)?$/;

/** The line, or what is wrong with it: never what stands there. */
export function readOfflineLine(line: number, written: WrittenLine): OfflineLine | string {
  const [barcode, card, time, action] = [written.barcode, written.card, written.time, written.action].map(
    withoutBlanks,
  );
  if (barcode === undefined) return 'barcode: it is missing';
  const did = ACTIONS[action?.toLowerCase() ?? ''];
  if (did === undefined) return `action: it is one of ${Object.keys(ACTIONS).join(', ')}`;
  if (card === undefined && did !== 'RETURN') return 'card: it is missing, and somebody has the copy';
  const at = readTime(time ?? '');
  if (at === null) return 'time: write it as 2026-12-01 18:05, as the clock on the desk said';
  return { line, time: at, barcode, card: did === 'RETURN' ? null : (card ?? null), action: did };
}

/** As people type, and some clients write, behind a comma. */
function withoutBlanks(cell: string | null): string | undefined {
  const text = cell?.trim();
  return text === '' ? undefined : text;
}

/** What is wrong with a line, and where; what a sheet says of its own rows names the place already. */
export function sayWrong(file: string, { line, message }: { readonly line: number; readonly message: string }): string {
  if (/^(?:Line|Row) \d+[,:]/.test(message)) return `${file}: ${message}`;
  return `${file}, ${/\.xlsx$/i.test(file) ? 'row' : 'line'} ${line}: ${message}`;
}

function readTime(text: string): string | null {
  const [, day = '', hour = '', minute = '', second = '00'] = TIME.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return day === '' || !isDay ? null : `${day}T${hour}:${minute}:${second}`;
}

/** Lines that say the same as one before them, by their numbers, with that one's. */
export function findRepeated(lines: readonly OfflineLine[]): ReadonlyMap<number, number> {
  const first = new Map<string, number>();
  const repeated = new Map<number, number>();
  for (const { line, ...said } of lines) {
    const key = JSON.stringify(said);
    const before = first.get(key);
    if (before === undefined) first.set(key, line);
    else repeated.set(line, before);
  }
  return repeated;
}

/** In the order in which it happened, that of the file within a second: each line is seen after those before it are keyed. */
export function sayWhatToKey(
  lines: readonly OfflineLine[],
  there: ReadonlyMap<string, CopyThere>,
): readonly (OfflineLine & ToKey)[] {
  const after = new Map<string, CopyThere>(there);
  const sorted = lines.toSorted((a, b) => (a.time === b.time ? a.line - b.line : a.time < b.time ? -1 : 1));
  const loanAtEnd = findLoansAtEnd(sorted, there);
  return sorted.map((line, at) => {
    const copy = after.get(line.barcode) ?? { state: 'NONE' };
    if (copy.state !== 'LIVE') return { ...line, do: 'LOOK', say: UNSURE[copy.state](copy) };
    const last = loanAtEnd.get(line.barcode);
    if (last !== undefined && at < last.at) {
      const say = `on loan there${until(copy)}: from before, or line ${last.line} is keyed already; see who has it`;
      return { ...line, do: 'LOOK', say };
    }
    const told = sayLine(line.action, copy);
    if (told.do === 'KEY' && line.action !== 'RENEWAL') {
      const status = line.action === 'LOAN' ? 'ON_LOAN' : 'AVAILABLE';
      after.set(line.barcode, { state: 'LIVE', status, dueOn: null });
    }
    return { ...line, ...told };
  });
}

/**
 * Of copies that are on loan there, the line that lends them last, if none takes them back after it. The loan there may be that one,
 * keyed a moment ago: a return before it would end it.
 */
function findLoansAtEnd(
  sorted: readonly OfflineLine[],
  there: ReadonlyMap<string, CopyThere>,
): ReadonlyMap<string, { readonly at: number; readonly line: number }> {
  const last = new Map<string, { readonly at: number; readonly line: number }>();
  for (const [at, { line, barcode, action }] of sorted.entries()) {
    const copy = there.get(barcode);
    if (copy?.state !== 'LIVE' || copy.status !== 'ON_LOAN') continue;
    if (action === 'LOAN') last.set(barcode, { at, line });
    else if (action === 'RETURN') last.delete(barcode);
  }
  return last;
}

function until({ dueOn }: { readonly dueOn: string | null }): string {
  return dueOn === null ? '' : ` until ${dueOn}`;
}

const UNSURE: Readonly<Record<Exclude<CopyThere['state'], 'LIVE'>, (copy: CopyThere) => string>> = {
  UNKNOWN: (copy) =>
    `the new system cannot say now how it stands (${copy.state === 'UNKNOWN' ? copy.why : ''}); ask again`,
  NONE: () => 'the library shows no copy with this barcode: look for it in the new system',
  SEVERAL: () => 'several copies of the library have this barcode: see which it is',
};

function sayLine(action: OfflineAction, copy: { readonly status: string; readonly dueOn: string | null }): ToKey {
  const { status } = copy;
  const isOut = status === 'ON_LOAN';
  if (action === 'RENEWAL') {
    return isOut
      ? { do: 'KEY', say: `renew it; on loan there${until(copy)}` }
      : { do: 'LOOK', say: `${status} there, so no loan to renew` };
  }
  if (action === 'RETURN') {
    return isOut ? { do: 'KEY', say: `take it back; on loan there${until(copy)}` } : notOut(status);
  }
  if (status === 'AVAILABLE') return { do: 'KEY', say: 'lend it to the card' };
  return isOut
    ? { do: 'LOOK', say: `on loan there${until(copy)}: keyed already, or never taken back from whoever had it` }
    : { do: 'LOOK', say: `${status} there: settle that, then lend it to the card` };
}

function notOut(status: string): ToKey {
  return status === 'AVAILABLE'
    ? { do: 'NOTHING', say: 'not on loan there' }
    : { do: 'LOOK', say: `${status} there: see whether taking it back settles that` };
}
