/** What resolvers are handed: views of the index and of the region file, not the types that clients see. */
import type { FeedChange } from '#domain/feeds.ts';
import type { EditionId, ItemId, LibraryId, ReadersId, SystemId } from '#domain/ids.ts';
import type { ExcludedLender, Lender } from '#domain/lending/find-lenders.ts';
import type { Supply } from '#domain/lending/lender-question.ts';
import type { Library, Location, Site } from '#domain/region.ts';
import type { Action } from '#store/repositories/actions/actions.ts';
import type { KeptApiKey } from '#store/repositories/api-keys/api-keys.ts';
import type { SearchPage } from '#search/index.ts';
import type {
  LoanFigures,
  DuplicateReadersView,
  DuplicateView,
  EditionDescription,
  HoldingView,
  OpenLoanView,
  Page,
  PublicMarcField,
  RecordView,
  RejectRetry,
  RejectView,
  RulingView,
} from '#union-index/index.ts';
import type { RulingEffect, RulingResult } from '#union-index/rulings/index.ts';
import type { FeedReaders, TakeBack } from '#take-back/index.ts';
import type { RetryRejectsRefusalCode, RevokeApiKeyRefusalCode, TakeBackRefusalCode } from './__generated__/types.ts';

export type { ExcludedLender as ExcludedLenderModel } from '#domain/lending/find-lenders.ts';
export type { HoldingStatement as HoldingStatementModel } from '#domain/catalogue.ts';
export type {
  Library as LibraryModel,
  Network as NetworkModel,
  Region as RegionModel,
  Site as SiteModel,
  SystemConfig as SystemModel,
  SystemMembership as SystemMembershipModel,
} from '#domain/region.ts';
export type { BrowsePage as BrowsePageModel, SuggestionView as SuggestionModel } from '#search/index.ts';
export type {
  LoanGap as CirculationGapModel,
  DuplicateView as DuplicateModel,
  EditionLoans as EditionCirculationModel,
  LibraryLoans as LibraryCirculationModel,
  EditionMatches as EditionAnswerModel,
  EditionView as EditionModel,
  HarvestStatus as HarvestStatusModel,
  HoldingView as HoldingModel,
  HostPublicationView as HostPublicationModel,
  IndexGapView as IndexGapModel,
  ItemReferenceView as ItemReferenceModel,
  MatchEvidenceView as MatchEvidenceModel,
  PublicMarc as MarcModel,
  RecordView as RecordModel,
  RulingView as RulingModel,
  WorkView as WorkModel,
} from '#union-index/index.ts';

export type {
  RuledEdition as RuledEditionModel,
  RulingRequest as RulingRequestModel,
} from '#union-index/rulings/index.ts';

export type ClassmarkModel = EditionDescription['classmarks'][number];
export type LinkModel = EditionDescription['links'][number];
export type MarcFieldModel = PublicMarcField;
/** A page, and whether something came before it. */
export type Placed<P> = P & { readonly hasPreviousPage: boolean };
export type DuplicatePageModel = Placed<Page<DuplicateView>>;
export type RecordPageModel = Placed<Page<RecordView>>;
export type RulingPageModel = Placed<Page<RulingView>>;
export interface RulingPreviewModel {
  readonly standing: RulingView | null;
  readonly effect: RulingEffect;
  readonly against: readonly RulingView[];
}
export interface RulingPayloadModel extends Pick<RulingResult, 'outcome' | 'effect'> {
  readonly ruling: RulingView | null;
}
export type SearchPageModel = Placed<SearchPage>;
/** Any page: where it begins and ends is read from its edges. */
export type PageInfoModel = Placed<Page<unknown>>;

export interface EditionChangeModel {
  readonly id: EditionId;
  readonly kind: FeedChange;
  readonly deleted: boolean;
  readonly replacedBy: readonly EditionId[];
  readonly datestamp: Date;
}
/** A page of changes, and how far the list goes. */
export interface ChangePage extends Page<EditionChangeModel> {
  readonly end: string | null;
  readonly complete: boolean;
}
export type ChangePageModel = Placed<ChangePage>;

/** A place to ask `circulation` for. */
export interface ItemModel {
  readonly id: ItemId;
}

/** A loan or a hold as the gateway names it: its own id, and that of the record that `circulation` says it is of. */
export interface OfRecordModel {
  readonly id: string;
  readonly recordId: string | null;
}

export interface LocationModel {
  readonly site: Site;
  readonly location: Location;
}

export interface CirculationAtLibraryModel {
  readonly library: LibraryId;
  readonly figures: LoanFigures;
}

/** A loan with its reader's token as the role that asks may see it. */
export interface OpenLoanModel extends Omit<OpenLoanView, 'readerToken'> {
  /** Null if too few readers have loans there. */
  readonly reader: string | null;
}
export type OpenLoanPageModel = Placed<Page<OpenLoanModel>>;

export interface DuplicateReaderModel {
  readonly system: SystemId;
  readonly library: LibraryId | null;
  readonly reader: string;
}
export interface DuplicateReadersModel extends Pick<DuplicateReadersView, 'evidence'> {
  readonly id: ReadersId;
  readonly accounts: readonly DuplicateReaderModel[];
}
export type DuplicateReadersPageModel = Placed<Page<DuplicateReadersModel>>;

/** A library without sites, or one of its sites. */
export interface NearLibraryModel {
  readonly library: Library;
  /** Null for the library as a whole. */
  readonly site: Site | null;
  readonly distanceMetres: number | null;
  readonly holdings: readonly HoldingView[];
}

export type LenderModel = Lender<HoldingView>;
/** A page of those who can be asked, with all who cannot. */
export interface LenderPage extends Page<LenderModel> {
  readonly totalCount: number;
  readonly supply: Supply;
  readonly excluded: readonly ExcludedLender[];
}
export type LenderPageModel = Placed<LenderPage>;

export type RejectModel = RejectView;
export type RejectPageModel = Placed<Page<RejectModel>>;
export type RejectRetryModel = RejectRetry;

/** The wish, or why there is no new one. */
export interface RetryRejectsModel {
  readonly retry: RejectRetryModel | null;
  readonly refusal: { readonly code: RetryRejectsRefusalCode; readonly message: string } | null;
}

/** A key without what is secret: its hash is in no field of the graph. */
export type ApiKeyModel = KeptApiKey;

export interface RevokeApiKeyModel {
  readonly apiKey: ApiKeyModel | null;
  readonly refusal: { readonly code: RevokeApiKeyRefusalCode; readonly message: string } | null;
}

export type TakeBackModel = TakeBack;
export type TakeBackReadersModel = FeedReaders;
export type FeedReadingModel = FeedReaders['readings'][number];

/** The act, or why nothing was taken back. */
export interface TakeBackPayloadModel {
  readonly takeBack: TakeBackModel | null;
  readonly refusal: {
    readonly code: TakeBackRefusalCode;
    readonly message: string;
    readonly records: readonly string[];
  } | null;
}

export type ActionModel = Action;
export type ActionPageModel = Placed<Page<ActionModel>>;

/** A caller who signed in. */
export interface ViewerModel {
  readonly role: 'PATRON' | 'STAFF' | 'MIGRATION' | 'OPERATOR';
  readonly libraries: readonly Library[];
}
