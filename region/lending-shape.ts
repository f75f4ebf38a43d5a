/** The shape of `lending` of a library: what it lends to others, and when it is open. */
import { USUAL_LENDING, WEEKDAYS, type OpeningHours, type OpenSpan } from '#domain/lending/lending-rules.ts';
import { z } from 'zod';

const date = z.iso.date('a date is written YYYY-MM-DD');
const SPAN = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

/** `08:30-17:00`; a library that never closes is open `00:00-24:00`. */
const span = z.string().transform((text, context): OpenSpan => {
  const [, ...parts] = (SPAN.exec(text) ?? []).map(Number);
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts;
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  if (from < to && to <= 24 * 60) return { from, to };
  context.addIssue({ code: 'custom', message: 'hours are written like 08:30-17:00, the earlier first, 24:00 at most' });
  return z.NEVER;
});

const hours = z
  .partialRecord(z.enum(WEEKDAYS), z.union([span.transform((one) => [one]), z.array(span)]))
  .refine((week) => Object.values(week).some((spans) => spans.length > 0), 'a library is open on one day at least')
  .transform((week): OpeningHours => week);

const closure = z
  .strictObject({
    from: date,
    to: date.nullable().default(null),
    note: z.string().trim().min(1).nullable().default(null),
  })
  .refine(({ from, to }) => to === null || from <= to, 'a closure does not end before it begins');

export const lendingShape = z.strictObject({
  loans: z.boolean().default(USUAL_LENDING.loans),
  copies: z.boolean().default(USUAL_LENDING.copies),
  outsideNetwork: z.boolean().default(USUAL_LENDING.outsideNetwork),
  outsideRegion: z.boolean().default(USUAL_LENDING.outsideRegion),
  lastResort: z.boolean().default(USUAL_LENDING.lastResort),
  hours: hours.nullable().default(USUAL_LENDING.hours),
  closures: z.array(closure).default([...USUAL_LENDING.closures]),
});
