/** Writes a run that came in parts as a statement of holdings, in the form of ANSI/NISO Z39.71, which {@link runsOf} reads. */

/** Where a run begins or ends. */
export interface RunEnd {
  /** Volume, issue and whatever is below, the highest first, each with its caption: `v.3`, `no.1`. */
  readonly levels: readonly string[];
  /** Whether the highest counts on from year to year, as volumes do, and issues of a year do not. */
  readonly countsThrough: boolean;
  /** `1990`, `2004/2005` */
  readonly year: string | null;
  /** 1 to 12, or 21 to 24 for the seasons from spring on, as MARC 21 and KBART number them. */
  readonly month: number | null;
}

const MONTHS = ['Jan.', 'Feb.', 'Mar.', 'Apr.', 'May', 'June', 'July', 'Aug.', 'Sept.', 'Oct.', 'Nov.', 'Dec.'];
const SEASONS = ['Spring', 'Summer', 'Autumn', 'Winter'];

/**
 *     v.1-49 (1950-1998)      v.3:no.2 (1975)-v.18:no.1 (1990)      1997:Mar.-      v.29 (2011)
 *
 * @param to null for a single volume or year, `on` for a run that goes on.
 */
export function writeRun(from: RunEnd, to: RunEnd | 'on' | null): string {
  if (to === null) return writeEnd(from);
  const [start, end] = [from.levels[0] ?? '', to === 'on' ? '' : (to.levels[0] ?? '')];
  const isPlain = [from, ...(to === 'on' ? [] : [to])].every(
    ({ levels, countsThrough, month }) => levels.length < (countsThrough ? 2 : 1) && month === null,
  );
  // Years at one end and volumes at the other are no run that anybody could count.
  const isMixed = to !== 'on' && start === '' && end !== '';
  if (!isPlain || isMixed) return `${writeEnd(from)}-${to === 'on' ? '' : writeEnd(to)}`;
  const years = from.year === null ? '' : `${from.year}-${to === 'on' ? '' : (to.year ?? '')}`;
  if (start === '') return years;
  // The caption once: `v.1-49`.
  const numbers = `${start}-${end.replace(/^\D+/, '')}`;
  return years === '' ? numbers : `${numbers} (${years})`;
}

/** What a list says of both ends: nothing at the end means that it goes on. Null if it says nothing at all. */
export function writeCoverage(from: RunEnd | null, to: RunEnd | null): string | null {
  if (from !== null) return writeRun(from, to ?? 'on');
  // Where it begins is not known, so that nobody reads a run into it.
  return to === null ? null : `-${writeEnd(to)}`;
}

function writeEnd({ levels, year, month }: RunEnd): string {
  const date = year === null ? '' : [year, monthOf(month)].filter((part) => part !== '').join(':');
  if (levels.length === 0) return date;
  return date === '' ? levels.join(':') : `${levels.join(':')} (${date})`;
}

function monthOf(month: number | null): string {
  return month === null ? '' : (MONTHS[month - 1] ?? SEASONS[month - 21] ?? '');
}
