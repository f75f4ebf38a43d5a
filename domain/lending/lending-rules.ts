/** What a library has agreed to lend to others, and when somebody is there to do it. */

export interface LendingRules {
  /** Whether it lends books and the like to other libraries. */
  readonly loans: boolean;
  /** Whether it supplies copies of articles to other libraries. */
  readonly copies: boolean;
  readonly outsideNetwork: boolean;
  readonly outsideRegion: boolean;
  /** Asked only when nobody else is left. */
  readonly lastResort: boolean;
  /** Null if the region file gives none: then it is not known whether it is open. */
  readonly hours: OpeningHours | null;
  readonly closures: readonly Closure[];
}

/** What holds for a library of which the region file says nothing: it lends inside the region. */
export const USUAL_LENDING: LendingRules = {
  loans: true,
  copies: true,
  outsideNetwork: true,
  outsideRegion: false,
  lastResort: false,
  hours: null,
  closures: [],
};

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
