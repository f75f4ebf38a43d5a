/** The shape of what a library and a site of it both may say: where it is, how to reach it, when it is open. */
import { coordinatesFault } from '#domain/places/coordinates.ts';
import { WEEKDAYS, type OpeningHours, type OpenSpan } from '#domain/places/opening-hours.ts';
import { isReadable } from '#domain/readable-text.ts';
import { z } from 'zod';

const words = z.string().trim().refine(isReadable, 'has no readable text');
const date = z.iso.date('a date is written YYYY-MM-DD');
const SPAN = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;
/** Digits in groups, perhaps with a country code and an extension. */
const TELEPHONE = /^\+?[\d ()./-]{5,30}((ext\.?|x) ?\d{1,8})?$/i;

/** `08:30-17:00`; a library that never closes is open `00:00-24:00`. */
const span = z.string().transform((text, context): OpenSpan => {
  const [, ...parts] = (SPAN.exec(text) ?? []).map(Number);
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts;
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  if (from < to && to <= 24 * 60) return { from, to };
  context.addIssue({ code: 'custom', message: 'hours are written like 08:30-17:00, the earlier first, 24:00 at most' });
  return z.NEVER;
});

export const hoursShape = z
  .partialRecord(z.enum(WEEKDAYS), z.union([span.transform((one) => [one]), z.array(span)]))
  .refine((week) => Object.values(week).some((spans) => spans.length > 0), 'a library is open on one day at least')
  .transform((week): OpeningHours => week);

const closure = z
  .strictObject({
    from: date,
    to: date.nullable().default(null),
    note: words.nullable().default(null),
  })
  .refine(({ from, to }) => to === null || from <= to, 'a closure does not end before it begins');

export const closuresShape = z.array(closure);

const coordinates = z.strictObject({ latitude: z.number(), longitude: z.number() }).superRefine((point, context) => {
  const fault = coordinatesFault(point) ?? nowhere(point);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

/** What maps give for an address that they do not know. */
function nowhere({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): string | null {
  if (latitude !== 0 || longitude !== 0) return null;
  return 'latitude 0 and longitude 0 are in the sea, where no library is; leave coordinates out if they are not known';
}

const address = z
  .strictObject({
    lines: z.array(words).default([]),
    town: words.nullable().default(null),
    postcode: words.nullable().default(null),
    country: words.nullable().default(null),
  })
  .refine(
    ({ lines, town, postcode }) => lines.length > 0 || town !== null || postcode !== null,
    'an address has lines, a town or a postcode',
  );

const website = z
  .string()
  .refine(
    (text) => /^https?:\/\//.test(text) && URL.canParse(text),
    'a website is an address that begins with http:// or https://',
  );

const contact = z.strictObject({
  telephone: z
    .string()
    .regex(TELEPHONE, 'a telephone number is digits and spaces, like "01632 960123" or "+44 1632 960123 ext 4"')
    .nullable()
    .default(null),
  email: z.email('an e-mail address is written name@example.org').nullable().default(null),
  website: website.nullable().default(null),
});

/** Keys of a library as well as of a site. */
export const whereaboutsKeys = {
  contact: contact.optional(),
  address: address.optional(),
  coordinates: coordinates.optional(),
  hours: hoursShape.optional(),
  closures: closuresShape.optional(),
};
