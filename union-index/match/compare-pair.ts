import type { Format } from '#domain/catalogue.ts';
import type { RecordDescription } from '../description.ts';
import { matchKeys, statedText } from './match-keys.ts';
import { comparePartNumbers, compareTitles, toTitleFacts } from './title-agreement.ts';
import type { TitleFacts, TitleLevel } from './title-agreement.ts';

/** One thing that speaks for (above nought) or against (below) two records being one edition. */
export interface MatchReason {
  readonly feature: string;
  /** A veto is -1: nothing outweighs it. */
  readonly weight: number;
  readonly detail: string;
}

export interface PairComparison {
  readonly same: boolean;
  /** Sum of the weights; the stronger of two links is followed first. */
  readonly weight: number;
  readonly reasons: readonly MatchReason[];
}

/** A description made ready to be compared many times. */
export interface MatchFacts {
  readonly keys: readonly string[];
  readonly title: TitleFacts;
  readonly statedText: string | null;
  /** Null where it is not known what the thing is: then it agrees with nothing. */
  readonly formatClass: string | null;
  readonly serial: boolean;
  readonly isbns: readonly string[];
  readonly editionNumber: number | null;
  readonly publishedYear: number | null;
  readonly years: readonly number[];
}

export function toMatchFacts(description: RecordDescription): MatchFacts {
  const { publishedYear, otherYears } = description;
  return {
    keys: matchKeys(description),
    title: toTitleFacts(description),
    statedText: statedText(description),
    formatClass: toFormatClass(description),
    serial: description.serial,
    isbns: description.identifiers.isbns,
    editionNumber: description.editionNumber,
    publishedYear,
    years: publishedYear === null ? otherYears : [publishedYear, ...otherYears],
  };
}

const MEDIA: Readonly<Record<Format, string | null>> = {
  BOOK: 'text',
  EBOOK: 'text',
  JOURNAL: 'text',
  EJOURNAL: 'text',
  // What one library catalogues as a report or a thesis is a book in the next.
  REPORT: 'text',
  THESIS: 'text',
  AUDIO: 'audio',
  VIDEO: 'video',
  KIT: 'kit',
  OBJECT: 'object',
  OTHER: 'other',
  UNKNOWN: null,
};

function toFormatClass({ format, serial, online }: RecordDescription): string | null {
  const medium = MEDIA[format];
  return medium === null ? null : `${medium}, ${serial ? 'serial' : 'monograph'}, ${online ? 'online' : 'physical'}`;
}

const VETO = -1;
const KEY_WEIGHT = 0.6;
const FORMAT_WEIGHT = 0.1;
const TITLE_WEIGHTS: Readonly<Record<Exclude<TitleLevel, 'UNLIKE'>, number>> = { EQUAL: 0.4, SHORTER: 0.3, NEAR: 0.2 };

/**
 * Decides whether two records describe one edition: they share a validated number (or all that a record can say of
 * itself in words), their format and title agree, and nothing forbids it. A number alone never joins them, and what one
 * of them does not say is no evidence. Symmetric. `ignoredKeys` are keys that too many records share to mean anything.
 */
export function comparePair(
  a: RecordDescription,
  b: RecordDescription,
  ignoredKeys: ReadonlySet<string> = new Set(),
): PairComparison {
  return compareFacts(toMatchFacts(a), toMatchFacts(b), ignoredKeys);
}

export function compareFacts(a: MatchFacts, b: MatchFacts, ignoredKeys: ReadonlySet<string>): PairComparison {
  const shared = sharedKeys(a, b, ignoredKeys);
  const level = compareTitles(a.title, b.title);
  const vetoes = vetoesBetween(a, b, level);
  const reasons: MatchReason[] = shared.map((key) => ({
    feature: key.slice(0, key.indexOf(':')),
    weight: KEY_WEIGHT,
    detail: `both have ${key}`,
  }));
  if (level !== 'UNLIKE')
    reasons.push({ feature: 'title', weight: TITLE_WEIGHTS[level], detail: `titles: ${level.toLowerCase()}` });
  if (a.formatClass !== null && a.formatClass === b.formatClass) {
    reasons.push({ feature: 'format', weight: FORMAT_WEIGHT, detail: a.formatClass });
  }
  reasons.push(...vetoes);
  return {
    same: shared.length > 0 && vetoes.length === 0,
    weight: reasons.reduce((sum, reason) => sum + reason.weight, 0),
    reasons,
  };
}

function sharedKeys(a: MatchFacts, b: MatchFacts, ignoredKeys: ReadonlySet<string>): readonly string[] {
  const conflicting = a.isbns.length > 0 && b.isbns.length > 0 && !a.isbns.some((isbn) => b.isbns.includes(isbn));
  return a.keys.filter((key) => {
    if (ignoredKeys.has(key) || !b.keys.includes(key)) return false;
    // The words are trusted only where they are equal, not merely their hash, and where no ISBN contradicts them.
    return !key.startsWith('text:') || (a.statedText === b.statedText && !conflicting);
  });
}

/**
 * What forbids two records to be one edition, whatever they share; empty where nothing does. Asked of every pair within
 * an edition, not only of those that share a number, so that no chain of likeness joins two that are unlike.
 */
export function findVetoes(a: MatchFacts, b: MatchFacts): readonly MatchReason[] {
  return vetoesBetween(a, b, compareTitles(a.title, b.title));
}

function vetoesBetween(a: MatchFacts, b: MatchFacts, titles: TitleLevel): readonly MatchReason[] {
  const vetoes: MatchReason[] = [];
  const veto = (feature: string, detail: string): void => {
    vetoes.push({ feature, weight: VETO, detail });
  };
  if (a.formatClass === null || a.formatClass !== b.formatClass) {
    veto('format', `${a.formatClass ?? 'unknown'} against ${b.formatClass ?? 'unknown'}`);
  }
  if (titles === 'UNLIKE') veto('title', `${a.title.full} against ${b.title.full}`);
  const parts = comparePartNumbers(a.title, b.title);
  if (parts !== null) veto('part', parts);
  // A serial has no edition number of its own, and its years are those of its run.
  if (a.serial || b.serial) return vetoes;
  if (a.editionNumber !== null && b.editionNumber !== null && a.editionNumber !== b.editionNumber) {
    veto('edition', `edition ${a.editionNumber} against ${b.editionNumber}`);
  }
  if (a.publishedYear !== null && b.publishedYear !== null && !yearsMeet(a.years, b.years)) {
    veto('year', `${a.publishedYear} against ${b.publishedYear}`);
  }
  return vetoes;
}

/** One year apart is a copyright date against a year of printing; more needs a year that both records state. */
function yearsMeet(a: readonly number[], b: readonly number[]): boolean {
  return a.some((year) => b.some((other) => Math.abs(year - other) <= 1));
}
