/** What a library has agreed to lend to others. */

export interface LendingRules {
  /** Whether it lends books and the like to other libraries. */
  readonly loans: boolean;
  /** Whether it supplies copies of articles to other libraries. */
  readonly copies: boolean;
  readonly outsideNetwork: boolean;
  readonly outsideRegion: boolean;
  /** Asked only when nobody else is left. */
  readonly lastResort: boolean;
}

/** What holds for a library of which the region file says nothing: it lends inside the region. */
export const USUAL_LENDING: LendingRules = {
  loans: true,
  copies: true,
  outsideNetwork: true,
  outsideRegion: false,
  lastResort: false,
};
