import type { Analyst } from './analyst.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Directory } from './directory.ts';
import type { LenderFinder } from './lender-finder.ts';
import type { Loaders } from './loaders.ts';
import type { Nearest } from './nearest.ts';
import type { Operate } from './operate.ts';
import type { ViewerModel } from './models.ts';
import type { PlaceViews } from './place-views.ts';
import type { RulingAccess } from './ruling-access.ts';
import type { RulingRequests } from './ruling-requests.ts';

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
  /** What is for operators, and in part for the migration team; it knows who asks. */
  readonly operate: Operate;
  /** Decisions on two records; it knows who asks. */
  readonly rulings: RulingAccess;
  readonly rulingRequests: RulingRequests;
  /** Who asks; null for the public. */
  readonly viewer: ViewerModel | null;
}
