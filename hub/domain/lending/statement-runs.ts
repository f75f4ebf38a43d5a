/** Reads a library's statement of holdings, `v.154-175 (1984-2005)`, as runs of volumes and years. */
import { tokensOf, type StatementToken } from './statement-tokens.ts';

/** Numbers from one to another, both included; null if it goes on. */
export interface Span {
  readonly from: number;
  readonly to: number | null;
}

/** Volumes begin with their first issue, years with their first month: the one need not be the other. */
export interface Whole {
  readonly volume: boolean;
  readonly year: boolean;
}

export interface Run {
  /** Null if the statement does not say which. */
  readonly volumes: Span | null;
  readonly years: Span | null;
  /** Whether its first volume and its first year are there from their beginning. */
  readonly startsWhole: Whole;
  /** Whether its last volume and its last year are there to their end. */
  readonly endsWhole: Whole;
  /** Parts of it that are missing, in whole or in part; null if some are and the statement does not say which. */
  readonly lacks: readonly Run[] | null;
}

interface Point {
  volume: { readonly from: number; readonly to: number } | null;
  year: { readonly from: number; readonly to: number } | null;
  issue: { readonly first: boolean } | null;
  month: { readonly first: boolean; readonly last: boolean } | null;
}

const newPoint = (): Point => ({ volume: null, year: null, issue: null, month: null });
const isEmpty = ({ volume, year, issue }: Point): boolean => volume === null && year === null && issue === null;

/** Null if any of it cannot be read for certain: unknown words, numbers that run backwards, gaps that are outside of it. */
export function runsOf(statement: string): readonly Run[] | null {
  const tokens = tokensOf(statement);
  if (tokens === null) return null;
  const told = tokens.filter(({ is }) => is !== 'incomplete');
  const at = told.findIndex(({ is }) => is === 'lacks');
  const runs = readRuns(at === -1 ? told : told.slice(0, at));
  const lacks = at === -1 ? [] : readRuns(told.slice(at + 1));
  if (runs === null || lacks === null) return null;
  // `v.1-5 lacks v.3, v.7-`: whether that is missing too, or is there after all, nobody can tell.
  if (!lacks.every((lack) => runs.some((run) => isWithin(lack, run)))) return null;
  return runs.map((run) => ({ ...run, lacks: told.length < tokens.length ? null : lacks }));
}

function readRuns(tokens: readonly StatementToken[]): readonly Run[] | null {
  const drafts = draftRuns(tokens) ?? [];
  for (const draft of drafts) if (draft.open) draft.end ??= newPoint();
  const runs = drafts.map(toRun);
  return runs.length === 0 || runs.includes(null) ? null : runs.filter((run) => run !== null);
}

/** Whether every volume or year of the one is in the other. */
function isWithin(lack: Run, { volumes, years }: Run): boolean {
  const spans = [
    [lack.volumes, volumes],
    [lack.years, years],
  ] as const;
  const told = spans.flatMap(([inner, outer]) => (inner === null || outer === null ? [] : [{ inner, outer }]));
  return (
    told.length > 0 &&
    told.every(
      ({ inner, outer }) =>
        inner.from >= outer.from && (outer.to === null || (inner.to !== null && inner.to <= outer.to)),
    )
  );
}

interface Draft {
  readonly start: Point;
  /** Null for a single volume or year, unless the run is `open`; empty if the run goes on. */
  end: Point | null;
  /** `from 2000`: goes on where no end follows. */
  readonly open: boolean;
  /** `v.1-6 (1979-1984)`: whether volumes and years have a dash each. */
  parallel: boolean;
}

const newDraft = (open = false): Draft => ({ start: newPoint(), end: null, open, parallel: false });

/** Collects points around dashes. Null if a number cannot be anything. */
function draftRuns(tokens: readonly StatementToken[]): readonly Draft[] | null {
  const drafts: Draft[] = [];
  const hasVolumes = tokens.some(({ is }) => is === 'volume');
  let draft = newDraft();
  for (const token of tokens) {
    if (token.is === 'number' && !hasVolumes) return null;
    if (beginsRun(draft, token)) {
      if (!isEmpty(draft.start)) drafts.push(draft);
      draft = newDraft(token.is === 'from');
    }
    if (!addToken(draft, token)) return null;
  }
  if (isEmpty(draft.start)) return draft.open ? null : drafts;
  return [...drafts, draft];
}

/** Whether the point that is written already has what the token says. */
function beginsRun({ start, end }: Draft, { is }: StatementToken): boolean {
  const point = end ?? start;
  if (is === 'from') return true;
  if (is === 'volume' || is === 'number') return point.volume !== null;
  return is === 'year' && point.year !== null;
}

/** False if the token cannot follow what is there. */
function addToken(draft: Draft, token: StatementToken): boolean {
  const point = draft.end ?? draft.start;
  switch (token.is) {
    case 'to':
      if (draft.end !== null && !becomesParallel(draft)) return false;
      draft.end ??= newPoint();
      return true;
    case 'on':
      if (draft.end !== null && !isEmpty(draft.end)) return false;
      draft.end = newPoint();
      return true;
    case 'volume':
    case 'number':
      if (token.to < token.from) return false;
      point.volume = token;
      return true;
    case 'year':
      // One volume of more than two years is more likely a run in a notation of its own.
      if (token.to - token.from > 1) return false;
      point.year = token;
      return true;
    case 'issue':
      point.issue ??= token;
      return true;
    case 'month':
      point.month ??= token;
      return true;
    case 'from':
      return true;
    case 'lacks':
    case 'incomplete':
      return false;
  }
}

/** At the second dash the first year turns out to belong to the first volume. False if that cannot be. */
function becomesParallel(draft: Draft): boolean {
  const { start, end, parallel } = draft;
  if (parallel || !end?.year || start.year !== null) return false;
  start.year = end.year;
  start.month = end.month;
  end.year = null;
  end.month = null;
  draft.parallel = true;
  return true;
}

function toRun({ start, end, parallel }: Draft): Run | null {
  const last = end === null ? start : withinYear(start, end);
  const goesOn = end !== null && isEmpty(last);
  if (goesOn && last.month !== null) return null;
  // `v.1-6; 1979-`: whether that goes on behind volume 6, or is a run of its own, nobody can tell.
  if (parallel && !goesOn && last.year === null) return null;
  const volumes = toSpan(start.volume?.from ?? null, last.volume?.to ?? null, goesOn);
  const years = toSpan(start.year?.from ?? null, last.year?.to ?? null, goesOn);
  if ((volumes === null && years === null) || runsBackwards(volumes) || runsBackwards(years)) return null;
  return {
    volumes,
    years,
    startsWhole: startsWhole(start),
    endsWhole: goesOn ? { volume: true, year: true } : endsWhole(last),
    lacks: [],
  };
}

function startsWhole({ issue, month }: Point): Whole {
  return { volume: issue?.first ?? month?.first ?? true, year: month?.first ?? issue?.first ?? true };
}

/** That an issue is the last of its volume, no statement says. */
function endsWhole({ issue, month }: Point): Whole {
  const year = month?.last ?? issue === null;
  return { volume: issue === null && year, year };
}

/** `v.21 (2004:May-Dec.)`: an end that is a month alone lies in the year of the start. */
function withinYear(start: Point, end: Point): Point {
  const isMonth = isEmpty(end) && end.month !== null && start.year !== null;
  return isMonth ? { ...end, volume: start.volume, year: start.year } : end;
}

/** Null if one end is not given: it could be anywhere. */
function toSpan(from: number | null, to: number | null, goesOn: boolean): Span | null {
  if (from === null) return null;
  if (goesOn) return { from, to: null };
  return to === null ? null : { from, to };
}

function runsBackwards(span: Span | null): boolean {
  return span !== null && span.to !== null && span.to < span.from;
}
