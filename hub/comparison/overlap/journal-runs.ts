/** Who has which years and volumes of a journal, by what the libraries state of their runs. */
import type { HoldingStatement } from '#domain/catalogue.ts';
import { certainRuns } from '#domain/lending/coverage.ts';
import { asStated, readEmbargo } from '#domain/lending/embargo.ts';
import type { Run, Span } from '#domain/lending/statement-runs.ts';

export interface StatedRun {
  readonly library: string;
  readonly statements: readonly Pick<HoldingStatement, 'text' | 'note' | 'retention'>[];
}

export interface LibraryRun {
  readonly library: string;
  readonly text: string;
  /** Null if they cannot all be read, are not stated, or are kept for a time only. */
  readonly years: ReadonlySet<number> | null;
  readonly volumes: ReadonlySet<number> | null;
  /** What nobody else has whose statements can be read. */
  readonly yearsAlone: ReadonlySet<number>;
  readonly volumesAlone: ReadonlySet<number>;
}

export interface JournalRuns {
  readonly libraries: readonly LibraryRun[];
  readonly years: ReadonlySet<number>;
  /** Years between the first and the last that nobody has whose statements can be read. */
  readonly gaps: ReadonlySet<number>;
  /** Libraries whose years are not known: they may fill gaps, and have what others have alone. */
  readonly unread: readonly string[];
}

/** @param thisYear up to which a run that goes on is known to go. */
export function compareRuns(stated: readonly StatedRun[], thisYear: number): JournalRuns {
  const read = stated.map(({ library, statements }) => {
    const runs = runsOfAll(statements, thisYear);
    return {
      library,
      text: statements.map(asStated).join('; '),
      years: numbersOf(runs, ({ years }) => years, thisYear),
      volumes: numbersOf(runs, ({ volumes }) => volumes, null),
    };
  });
  const years = new Set(read.flatMap((run) => [...(run.years ?? [])]));
  return {
    libraries: read.map((run) => ({
      ...run,
      yearsAlone: alone(run, read, (one) => one.years),
      volumesAlone: alone(run, read, (one) => one.volumes),
    })),
    years,
    gaps: gapsOf(years),
    unread: read.filter((run) => run.years === null).map(({ library }) => library),
  };
}

/** Null if any statement cannot be read for certain, lacks something, or what it states is thrown away after a time. */
function runsOfAll(statements: StatedRun['statements'], thisYear: number): readonly Run[] | null {
  const runs = statements.map((statement) => runsKept(statement, thisYear));
  const isWhole = runs.every((own) => own?.every(({ lacks }) => lacks?.length === 0) === true);
  return isWhole ? runs.flatMap((run) => run ?? []) : null;
}

/** Of what is read online under an embargo, the years that are there for certain. */
function runsKept(statement: StatedRun['statements'][number], thisYear: number): readonly Run[] | null {
  const runs = certainRuns(statement);
  if (statement.retention === null) return runs;
  const embargo = readEmbargo(statement.retention);
  if (embargo?.kept !== null) return null;
  const last = thisYear - Math.ceil(embargo.withheld) - 1;
  const kept = runs?.flatMap((run): readonly (Run | null)[] => {
    if (run.years === null) return [null];
    const to = Math.min(run.years.to ?? last, last);
    return to < run.years.from ? [] : [{ ...run, volumes: null, years: { ...run.years, to } }];
  });
  return kept === undefined || kept.includes(null) ? null : kept.filter((run) => run !== null);
}

/** A year or volume at either end counts if a part of it is there. Null if a run does not say, or goes on to nobody knows where. */
function numbersOf(
  runs: readonly Run[] | null,
  spanOf: (run: Run) => Span | null,
  latest: number | null,
): ReadonlySet<number> | null {
  const numbers = new Set<number>();
  for (const run of runs ?? [null]) {
    const span = run === null ? null : spanOf(run);
    const to = span?.to ?? latest;
    if (span === null || to === null) return null;
    for (let number = span.from; number <= to; number += 1) numbers.add(number);
  }
  return numbers;
}

function alone<One extends { readonly library: string }>(
  run: One,
  all: readonly One[],
  numbers: (one: One) => ReadonlySet<number> | null,
): ReadonlySet<number> {
  const others = new Set(all.flatMap((other) => (other === run ? [] : [...(numbers(other) ?? [])])));
  return new Set([...(numbers(run) ?? [])].filter((number) => !others.has(number)));
}

function gapsOf(years: ReadonlySet<number>): ReadonlySet<number> {
  const sorted = [...years].toSorted((a, b) => a - b);
  const [first = 0] = sorted;
  const last = sorted.at(-1) ?? 0;
  return new Set(Array.from({ length: last - first }, (_, place) => first + place).filter((year) => !years.has(year)));
}

/** `1984-1990, 1992` */
export function toSpans(numbers: ReadonlySet<number>): string {
  const spans: string[] = [];
  const sorted = [...numbers].toSorted((a, b) => a - b);
  for (let at = 0; at < sorted.length;) {
    const from = sorted[at] ?? 0;
    let to = from;
    while (sorted[at + 1] === to + 1) {
      to += 1;
      at += 1;
    }
    at += 1;
    spans.push(from === to ? String(from) : `${String(from)}-${String(to)}`);
  }
  return spans.join(', ');
}
