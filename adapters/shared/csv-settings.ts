/** What the region file may say of any file of separated values. */
import { z } from 'zod';

export const column = z.string().trim().min(1);

/** One name, a list of them, or null for none: as where a preset names a column that a file does not have. */
export function oneOrMore<Name extends z.ZodType<string>>(name: Name) {
  return z.union([name.transform((only) => [only]), z.array(name), z.null().transform(() => [])]).default([]);
}

/** How days are written in the lists of a library. */
export const dayOrder = z.enum(['year-first', 'day-first', 'month-first']).default('year-first');
export const delimiter = z.enum(['auto', ',', ';', '\t', '|']).default('auto');
export const encoding = z.enum(['auto', 'utf-8', 'windows-1252', 'utf-16le']).default('auto');
/** Whether quotes hold a value together that has the delimiter in it; where not, they stand for themselves. */
export const quotes = z.boolean().default(true);
/** The form of the last line, with `{count}` for the number of lines before it: `TRAILER,{count}`. */
export const trailer = z.string().includes('{count}').nullable().default(null);
/** Whether the last line ends as the others do: a file that was cut within it then is refused. Not asked of a file with a `trailer`. */
export const lastLine = z.enum(['ended', 'unended']).default('ended');
