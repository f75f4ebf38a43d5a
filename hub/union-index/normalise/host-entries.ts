import { NUMBER_MAX } from '#domain/catalogue.ts';
import type { HostEntry } from '../description.ts';
import { cleanText, subfield, subfields, unique, type MarcFields } from './marc-fields.ts';
import { trimIsbd } from './text.ts';

/** The number by which other records name this one. */
export interface ControlNumber {
  readonly number: string;
  /** Whose number it is, as the record says; null if it does not. */
  readonly agency: string | null;
}

/** Reads 001, and 003 for whose it is; null if the record has none, or a text in its place. */
export function readControlNumber(fields: MarcFields): ControlNumber | null {
  const textOf = (tag: string): string | null => cleanText(fields.control(tag)).trim() || null;
  const number = textOf('001');
  return number === null || number.length > NUMBER_MAX ? null : { number, agency: textOf('003') };
}

/** One for each copy that has the part in it is usual; more would be a list of copies. */
const HOSTS_MAX = 20;

/**
 * Reads the publications that the record describes a part of, as it names them: an article's journal, a chapter's book, what a
 * paper is bound in.
 *
 *     773 0_ $0 26 $9 61 $a Gray, Henry. $t Anatomy. $d London : Longman, 1901. $g Vol. 2, p. 12-19 $w (NL-AmKIT)17
 */
export function readHostEntries(fields: MarcFields): readonly HostEntry[] {
  const entries = fields.data('773').map((field): HostEntry => {
    const words = (codes: string): string | null => trimIsbd(subfield(field, codes) ?? '') || null;
    return {
      title: words('t') ?? words('s') ?? words('p'),
      creator: words('a'),
      published: words('d'),
      part: subfield(field, 'g'),
      controlNumbers: unique(subfields(field, 'w')),
      local: Object.fromEntries(
        ['0', '9'].flatMap((code) => {
          const value = subfield(field, code);
          return value === null ? [] : [[code, value]];
        }),
      ),
    };
  });
  return entries.filter(saysSomething).slice(0, HOSTS_MAX);
}

function saysSomething({ title, creator, part, controlNumbers, local }: HostEntry): boolean {
  return (title ?? creator ?? part) !== null || controlNumbers.length > 0 || Object.keys(local).length > 0;
}
