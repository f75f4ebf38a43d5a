/** What `mercia doctor` says of lists about readers: whether they are there, how old, how long, and which codes nobody mapped. */
import { LOAN_LIST_PURPOSES } from '#contract/reader-sources.ts';
import type { Capability, LoanSource, UnmappedCode } from '#contract/adapter.ts';
import type { DataPurpose } from '#domain/region.ts';
import { SMALLEST_SHOWN } from '#domain/small-numbers.ts';
import { looksLikeCode } from '../codes.ts';
import { describeFile } from '../file-look.ts';
import { createFirstPart } from '../first-part.ts';
import type { ProbeReport, StepFound } from '../probe-report.ts';
import { undated, type ListPart } from './list-files.ts';
import { rowsOfList, type ListRow } from './list-rows.ts';
import { amountOf } from './open-charges.ts';
import { toOpenHold, type HoldReading } from './open-holds.ts';
import { toOpenLoan } from './open-loans.ts';
import type { ReaderListsOptions } from './reader-lists.ts';
import { toReaderTokens } from './reader-tokens.ts';
import type { ListName, ListSource } from './settings.ts';

export interface LookAtListsOptions extends Pick<ReaderListsOptions, 'system' | 'lists' | 'itemIdOf'> {
  /** What libraries of the system have agreed to; nothing is read for which nobody did. */
  readonly agreedPurposes: ReadonlySet<DataPurpose>;
  /** Milliseconds since the epoch: when the oldest file of records was written; null where nobody knows. */
  readonly recordsAt: number | null;
  readonly report: Pick<ProbeReport, 'works' | 'unmapped'>;
}

/** The list of the contract that each is read for, and what is not told if it cannot be read. Who may read readers may read charges. */
const READ_FOR = {
  loans: { list: 'openLoans', capabilities: ['OPEN_LOANS'] },
  holds: { list: 'openHolds', capabilities: [] },
  readers: { list: 'readers', capabilities: ['READER_TOKENS', 'OPEN_CHARGES'] },
  charges: { list: 'readers', capabilities: ['READER_TOKENS', 'OPEN_CHARGES'] },
} as const satisfies Record<ListName, { list: keyof LoanSource; capabilities: readonly Capability[] }>;

/** Reports on each of the files; gives the capabilities that are lost because one of them cannot be read. */
export async function lookAtLists(
  options: LookAtListsOptions,
  parts: readonly ListPart[],
  signal: AbortSignal,
): Promise<ReadonlySet<Capability>> {
  const lost = new Set<Capability>();
  for (const part of parts) {
    const { list, capabilities } = READ_FOR[part.list];
    const purposes = LOAN_LIST_PURPOSES[list];
    const works = await options.report.works(part.name, async () =>
      purposes.some((purpose) => options.agreedPurposes.has(purpose))
        ? lookAtList(options, part, signal)
        : `${describeFile(await part.reader.look(signal))}; not read: no library of the system has an agreement that names ${purposes.join(' or ')}`,
    );
    if (!works) for (const capability of capabilities) lost.add(capability);
  }
  return lost;
}

async function lookAtList(options: LookAtListsOptions, part: ListPart, signal: AbortSignal): Promise<StepFound> {
  const { system, recordsAt } = options;
  const { name, setting, source } = part;
  const look = await part.reader.look(signal);
  const writtenAt = look.writtenAt ?? undated(system.id, name);
  const found = createFindings(options);
  let isCut = (): boolean => false;
  const chunks = () => {
    const first = createFirstPart(part.reader.begin(signal), true);
    ({ isCut } = first);
    return first.chunks();
  };
  const lines = {
    system: system.id,
    timeZone: system.timeZone,
    name,
    setting,
    source,
    chunks,
    isPart: () => isCut(),
  };
  let count = 0;
  for await (const row of rowsOfList(lines)) {
    count += 1;
    found.note(part, row);
  }
  const where = isCut() ? 'in its first part' : 'in all';
  const warnings = [
    ...found.finish(),
    ...(recordsAt !== null && writtenAt < recordsAt ? ['it is older than the records'] : []),
    ...(count === 0 ? ['is it whole?'] : []),
  ];
  const detail = [`${describeFile(look)}; ${where} ${String(count)} lines`, ...warnings].join('; ');
  return { detail, warn: warnings.length > 0 };
}

/** Different values in one column: a column with more of them is of names or numbers. */
const MOST_CODES = 50;

interface FoundCode extends UnmappedCode {
  readonly column: string;
  readonly lines: number;
  /** Different readers whose lines have it, as far as they are counted. */
  readonly readers: Set<string>;
}

/** Whether it may be shown: it has a letter, as no number of a reader has, and no digits that could be a day or a part of a number. */
function isCode(code: string): boolean {
  return looksLikeCode(code) && /\p{L}/u.test(code) && !/\d{4}/.test(code);
}

/** What stands in the lines, as far as somebody has to do something about it: codes, and never who carries them. */
function createFindings({ system, lists, itemIdOf, report: { unmapped } }: LookAtListsOptions) {
  const owners = new Set(system.owners.map(({ code }) => code));
  const found = new Map<string, FoundCode>();
  let birthDates = 0;
  /** Whose line it is that is read. */
  let reader = '';
  const add = (code: UnmappedCode, column: string): void => {
    const key = `${code.list}\t${code.code}`;
    const { lines, readers } = found.get(key) ?? { lines: 0, readers: new Set<string>() };
    // No more is asked than whether there are enough of them.
    if (readers.size < SMALLEST_SHOWN) readers.add(reader);
    found.set(key, { ...code, column, lines: lines + 1, readers });
  };
  const reading: HoldReading = {
    itemIdOf,
    accountToken: () => '',
    holdStatuses: lists.holdStatuses,
    onlySite: null,
    onUnmapped: (list, code, column) => {
      add({ list, code, label: null, where: `settings.lists.${list}es` }, column);
    },
  };
  const noteSite = (site: string | null, column: string): void => {
    if (site !== null && !owners.has(site)) add({ list: 'owner', code: site, label: null, where: 'owners' }, column);
  };
  const noteReader = (row: ListRow, source: ListSource<'readers'>): void => {
    const { birthDate, homeSite } = source.columns;
    const { currency, readerStatuses } = lists;
    const { onUnmapped } = reading;
    const bare = { readerToken: () => '', onlySite: null, owing: null, today: '', wanted: { cards: true } };
    noteSite(
      toReaderTokens(row, source, { ...bare, currency, readerStatuses, onUnmapped }).homeSite,
      homeSite?.columns[0] ?? '',
    );
    if (row.text(birthDate) !== null && row.dayIfAny(birthDate) === null) birthDates += 1;
  };
  return {
    /** Throws for what keeps the list from being told. */
    note({ list, source }: ListPart, row: ListRow): void {
      reader = row.needed(source.columns.reader);
      if (list === 'loans') toOpenLoan(row, source as ListSource<'loans'>, reading);
      if (list === 'holds') {
        const holds = source as ListSource<'holds'>;
        noteSite(toOpenHold(row, holds, reading).pickupSite, holds.columns.pickupSite?.columns[0] ?? '');
      }
      if (list === 'readers') noteReader(row, source as ListSource<'readers'>);
      if (list === 'charges') amountOf(row, (source as ListSource<'charges'>).columns, lists.currency);
    },
    /** Notes the codes that nobody mapped, and says in words what else somebody has to look at. */
    finish(): readonly string[] {
      const hidden = new Map<string, number>();
      const inColumn = Map.groupBy(found.values(), ({ column }) => column);
      for (const { column, lines, readers, ...code } of found.values()) {
        const isOfCodes = (inColumn.get(column)?.length ?? 0) <= MOST_CODES;
        // A name, a number or a day that stands in a column of codes by mistake is that of one reader, or of a few.
        if (isOfCodes && readers.size >= SMALLEST_SHOWN && isCode(code.code)) unmapped.push(code);
        else hidden.set(column, (hidden.get(column) ?? 0) + lines);
      }
      const texts = [...hidden].map(([column, lines]) => `${String(lines)} in ${column}`);
      return [
        ...(texts.length === 0 ? [] : [`lines with rare codes, or none, that nothing maps: ${texts.join(', ')}`]),
        ...(birthDates === 0 ? [] : [`${String(birthDates)} birth dates are no days in the order of its "dates"`]),
      ];
    },
  };
}
