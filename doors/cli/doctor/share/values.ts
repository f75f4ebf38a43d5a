/** What becomes of one value, wherever it stood: a code is shown and counted, everything else has a stand-in. */
import type { ShareRules } from '#contract/adapter.ts';
import { isPlainCode, type KnownTexts } from './codes.ts';
import type { StandIns } from './stand-ins.ts';

/** What was shown and replaced in one file. */
export interface Tally {
  /** Field → code → how often. */
  readonly kept: Map<string, Map<string, number>>;
  /** Field → how many values have stand-ins. */
  readonly replaced: Map<string, number>;
  /** What must be nowhere in the file. */
  readonly originals: Set<string>;
}

/** What holds for one answer. */
export interface Place {
  readonly rules: ShareRules;
  readonly codes: ReadonlySet<string>;
}

export type Values = ReturnType<typeof createValues>;

/** As SIP2 writes it: a day, with a zone and a time or without. */
const DAY_IN_DIGITS = /^\d{8}(?:\d{10})?(?!\d)/;

const UNKNOWN_FIELDS = '(fields that are not known)';
const UNKNOWN_NAMES = '(names of fields that are not known)';

export function createValues(standIns: StandIns, known: KnownTexts, tally: Tally) {
  function count(field: string, value: string): void {
    const values = tally.kept.get(field) ?? new Map<string, number>();
    tally.kept.set(field, values.set(value, (values.get(value) ?? 0) + 1));
  }
  function replaced(field: string, original: string | null): void {
    tally.replaced.set(field, (tally.replaced.get(field) ?? 0) + 1);
    // Of a line of dashes the stand-in is a line of dashes.
    if (original !== null && /[A-Za-z0-9]/.test(original)) tally.originals.add(original);
  }
  return {
    /** The name of a field, or a stand-in for one that the kind does not know: it may be a key that is somebody's. */
    nameOf(name: string, { rules }: Place): string {
      if (rules.names.has(name)) return name;
      replaced(UNKNOWN_NAMES, name);
      return standIns.of(name);
    },
    textOf(field: string, text: string, { rules, codes }: Place, parent = ''): string {
      if (text === '') return text;
      const named = [`${parent}.${field}`, field].find((name) => codes.has(name));
      if (named !== undefined && isPlainCode(text, known)) {
        count(named, text);
        return text;
      }
      const shown = rules.names.has(field) ? field : UNKNOWN_FIELDS;
      const date = rules.dates.has(field) ? standIns.ofDate(text) : null;
      // One day may stand in for another that is in the answers, too: of a date only what is longer than a time is looked for.
      replaced(shown, date === null ? text : null);
      if (date !== null)
        for (const [digits] of text.replace(DAY_IN_DIGITS, '').matchAll(/\d{8,}/g)) tally.originals.add(digits);
      return date ?? standIns.of(text);
    },
    numberOf(field: string, value: number, { rules, codes }: Place, parent = ''): number {
      const text = String(value);
      if ((codes.has(field) || codes.has(`${parent}.${field}`)) && /^-?\d{1,4}$/.test(text)) {
        count(field, text);
        return value;
      }
      replaced(rules.names.has(field) ? field : UNKNOWN_FIELDS, text);
      return standIns.ofNumber(value);
    },
    /** The same for what the standard names, and is never a code. */
    standIn(field: string, text: string): string {
      replaced(field, text);
      return standIns.of(text);
    },
  };
}
