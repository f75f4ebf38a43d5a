/** Names of files with a date or a number in them, as `catalogue-{date}.mrc`. Pure. */
import { isDay } from '#domain/wall-time.ts';

/** By what the drops of a series are put in order. */
export type Ordering = 'date' | 'number' | 'fixed';

/** Where a drop stands among the others of its series. */
export interface DropKey {
  /** Compared as text; empty for names that are always the same. */
  readonly order: string;
  /** `2026-11-26` */
  readonly day: string | null;
  readonly number: number | null;
}

export interface NamePattern {
  readonly text: string;
  /** What is wrong with it, in words; then it matches nothing. */
  readonly fault: string | null;
  readonly ordering: Ordering;
  readonly hasTime: boolean;
  /** The key in a name; null for a name of another form. */
  match(name: string): DropKey | null;
  /** The name that a file of that day has; null for a pattern that says more, or less, than a day. */
  nameOn(day: string): string | null;
}

const PLACES: Readonly<Record<string, string>> = {
  date: '(?<date>\\d{4}-\\d\\d-\\d\\d)',
  yyyymmdd: '(?<yyyymmdd>\\d{8})',
  time: '(?<time>\\d\\d[-.:]?\\d\\d(?:[-.:]?\\d\\d)?)',
  number: '(?<number>\\d{1,15})',
};

function faultOf(text: string, places: readonly string[]): string | null {
  if (/[/\\\0]/.test(text) || /^\.+$/.test(text)) return 'the name of a file, without a folder';
  if (/[{}]/.test(text.replaceAll(/\{[^{}]*\}/g, ''))) return 'a brace is opened or closed alone';
  const unknown = places.find((place) => PLACES[place] === undefined);
  if (unknown !== undefined) return `{${unknown}} is none of {date}, {yyyymmdd}, {time} and {number}`;
  if (new Set(places).size < places.length) return 'has the same place twice';
  const days = places.filter((place) => place === 'date' || place === 'yyyymmdd').length;
  if (days > 1) return 'has two dates';
  if (days > 0 && places.includes('number')) return 'has a date and a number; name one of them';
  if (days === 0 && places.includes('time')) return '{time} needs a {date} in the same name';
  return null;
}

export function namePatternOf(text: string): NamePattern {
  const places = [...text.matchAll(/\{([^}]*)\}/g)].map(([, place = '']) => place);
  const fault = faultOf(text, places);
  const parts = text.split(/\{[^}]*\}/);
  const source = parts.map((part, index) => escaped(part) + (PLACES[places[index] ?? ''] ?? '')).join('');
  const expression = fault === null ? new RegExp(`^${source}$`) : /(?!)/;
  const [hasDate, hasTime] = [places.includes('date') || places.includes('yyyymmdd'), places.includes('time')];
  return {
    text,
    fault,
    ordering: hasDate ? 'date' : places.includes('number') ? 'number' : 'fixed',
    hasTime,
    match(name) {
      const found = expression.exec(name);
      return found === null ? null : keyOf(found.groups ?? {});
    },
    nameOn: (day) =>
      hasDate && !hasTime ? text.replace('{date}', day).replace('{yyyymmdd}', day.replaceAll('-', '')) : null,
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function keyOf({ date, yyyymmdd, time, number }: Readonly<Record<string, string | undefined>>): DropKey | null {
  if (number !== undefined) return { order: number.padStart(15, '0'), day: null, number: Number(number) };
  const day = date ?? yyyymmdd?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  if (day === undefined) return { order: '', day: null, number: null };
  if (!isDay(day)) return null;
  const digits = (time ?? '').replaceAll(/\D/g, '').padEnd(6, '0');
  return { order: `${day}T${digits}`, day, number: null };
}
