/** Answers what was asked about titles: the same way for RTAC and DAIA, which only write it differently. */
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import type { Region } from '#domain/region.ts';
import { createLocalClocks, type ClockOf } from '../local-clock.ts';
import type { CallerLimit } from '#platform/caller-limit.ts';
import type { Admitted } from '../service-keys.ts';
import type { LoadTitle } from '../title-loader.ts';
import { linesOf, type Line, type LineOptions } from './lines.ts';
import type { TitleAnswer } from './question.ts';
import { readRequestedTitle, type RequestedTitle } from './requested-title.ts';

/** What is known of one requested title; null if there is none by that name, an error if nothing can be said of it. */
export type Told = ToldTitle | MerciaError | null;

export interface ToldTitle {
  readonly editions: readonly TitleAnswer[];
  readonly lines: readonly Line[];
}

export interface AskedTitle {
  readonly requested: string;
  /** Null if it cannot be the name of a title here. */
  readonly title: RequestedTitle | null;
  readonly told: Told;
}

export interface AskOptions extends Pick<LineOptions, 'library' | 'movedIds' | 'sumUpJournals'> {
  readonly region: Region;
  readonly loadTitle: LoadTitle;
  readonly callerLimit: CallerLimit;
  readonly admitted: Admitted;
  readonly now: () => number;
}

export interface AskedTitles {
  readonly titles: readonly AskedTitle[];
  readonly clockOf: ClockOf;
}

/** Rejects with RATE_LIMITED if too many titles of one caller are being looked up, or the caller was given too much of late. */
export async function askTitles(requested: readonly string[], options: AskOptions): Promise<AskedTitles> {
  const { region, loadTitle, callerLimit, admitted, now } = options;
  const asked = requested.map((text) => ({ requested: text, title: readRequestedTitle(text, region) }));
  const leave = callerLimit.enter(admitted.caller, asked.length);
  const slots = await Promise.all(
    asked.map(async ({ title }) => (title === null ? [] : loadTitle(title.key, admitted))),
  ).finally(leave);
  const clockOf = createClocks(region, now());
  const withheld = new Set<string>(region.feeds?.withheld ?? []);
  const titles = asked.map(({ requested: text, title }, index): AskedTitle => {
    const slot = slots[index] ?? [];
    if (isMerciaError(slot, 'RATE_LIMITED')) throw slot;
    if (isMerciaError(slot)) return { requested: text, title, told: slot };
    if (title === null || slot.length === 0) return { requested: text, title, told: null };
    const lines = slot.flatMap((edition) => linesOf(edition, { ...options, record: title.record, withheld, clockOf }));
    return { requested: text, title, told: { editions: slot, lines } };
  });
  return { titles, clockOf };
}

/** By a library's own clock, where it has another one than its system. */
function createClocks({ systems, libraries }: Region, nowMs: number): ClockOf {
  const zones = new Map<string, string>(systems.map(({ id, timeZone }) => [id, timeZone]));
  const own = new Map<string, string | undefined>(libraries.map(({ id, timeZone }) => [id, timeZone]));
  const clockIn = createLocalClocks(nowMs);
  return (system, library) => clockIn(own.get(library) ?? zones.get(system) ?? 'UTC');
}
