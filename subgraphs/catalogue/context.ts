import type { Analyst } from './analyst.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Directory } from './directory.ts';
import type { LenderFinder } from './lender-finder.ts';
import type { Loaders } from './loaders.ts';
import type { Nearest } from './nearest.ts';
import type { ViewerModel } from './models.ts';
import type { PlaceViews } from './place-views.ts';

/** What the resolvers of one request are given. */
export interface CatalogueContext {
  readonly loaders: Loaders;
  readonly directory: Directory;
  readonly places: PlaceViews;
  readonly nearest: Nearest;
  readonly lenderFinder: LenderFinder;
  readonly changeFeed: ChangeFeed;
  /** What is for analysts only; it knows who asks. */
  readonly analyst: Analyst;
  /** Who asks; null for the public. */
  readonly viewer: ViewerModel | null;
}
