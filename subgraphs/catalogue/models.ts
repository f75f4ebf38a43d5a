/** What resolvers are handed: views of the index and of the region file, not the types that clients see. */
import type { ItemId } from '#domain/ids.ts';
import type { Location, Site } from '#domain/region.ts';
import type { DuplicateView, EditionDescription, Page, PublicMarcField, RecordView } from '#union-index/index.ts';

export type { HoldingStatement as HoldingStatementModel } from '#domain/catalogue.ts';
export type {
  Library as LibraryModel,
  Network as NetworkModel,
  Region as RegionModel,
  Site as SiteModel,
  SystemConfig as SystemModel,
  SystemMembership as SystemMembershipModel,
} from '#domain/region.ts';
export type {
  DuplicateView as DuplicateModel,
  EditionMatches as EditionAnswerModel,
  EditionView as EditionModel,
  HarvestStatus as HarvestStatusModel,
  HoldingView as HoldingModel,
  IndexGapView as IndexGapModel,
  ItemReferenceView as ItemReferenceModel,
  MatchEvidenceView as MatchEvidenceModel,
  PublicMarc as MarcModel,
  RecordView as RecordModel,
  SearchPage as SearchPageModel,
  WorkView as WorkModel,
} from '#union-index/index.ts';

export type ClassmarkModel = EditionDescription['classmarks'][number];
export type LinkModel = EditionDescription['links'][number];
export type MarcFieldModel = PublicMarcField;
export type DuplicatePageModel = Page<DuplicateView>;
export type RecordPageModel = Page<RecordView>;
/** Any page: where it ends is read from its edges. */
export type PageInfoModel = Page<unknown>;

/** A place to ask `circulation` for. */
export interface ItemModel {
  readonly id: ItemId;
}

export interface LocationModel {
  readonly site: Site;
  readonly location: Location;
}
