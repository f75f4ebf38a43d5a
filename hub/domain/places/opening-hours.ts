/** When a library or one of its sites is open, as the region file states it. */

/** In the order of `Date.getUTCDay()`. */
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** An ordinary week, in the library's own time zone; it is closed on a day that is missing. */
export type OpeningHours = Readonly<Partial<Record<Weekday, readonly OpenSpan[]>>>;

/** Minutes since midnight; open from the first until just before the second, which may be 1440. */
export interface OpenSpan {
  readonly from: number;
  readonly to: number;
}

/** Days on which it is closed although it would be open, both included. */
export interface Closure {
  /** `YYYY-MM-DD` */
  readonly from: string;
  /** `YYYY-MM-DD`; null until further notice. */
  readonly to: string | null;
  /** Why, for everybody to read. */
  readonly note: string | null;
}

/** All that decides whether a place is open. */
export interface OpeningRules {
  /** Null if the region file gives none: then it is not known whether it is open. */
  readonly hours: OpeningHours | null;
  readonly closures: readonly Closure[];
  /** `YYYY-MM-DD`: days on which no library is open, whatever its week. */
  readonly bankHolidays: readonly string[];
  /** IANA name of the zone of the clock on its wall. */
  readonly timeZone: string;
}
