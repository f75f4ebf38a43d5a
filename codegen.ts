import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of the resolvers, written from the SDL of each subgraph into its own `__generated__/`. */
const config: CodegenConfig = {
  generates: {
    'subgraphs/catalogue/__generated__/resolvers.ts': {
      schema: 'schema/subgraphs/catalogue.graphql',
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../context.ts#CatalogueContext',
        // What each resolver is handed: its own view, not the type that clients see.
        mappers: {
          BibliographicRecord: '../models.ts#RecordModel',
          Classmark: '../models.ts#ClassmarkModel',
          Duplicate: '../models.ts#DuplicateModel',
          DuplicateConnection: '../models.ts#DuplicatePageModel',
          Edition: '../models.ts#EditionModel',
          EditionAnswer: '../models.ts#EditionAnswerModel',
          EditionConnection: '../models.ts#SearchPageModel',
          HarvestStatus: '../models.ts#HarvestStatusModel',
          Holding: '../models.ts#HoldingModel',
          HoldingStatement: '../models.ts#HoldingStatementModel',
          IndexGap: '../models.ts#IndexGapModel',
          Item: '../models.ts#ItemModel',
          ItemReference: '../models.ts#ItemReferenceModel',
          Library: '../models.ts#LibraryModel',
          LibrarySystem: '../models.ts#SystemModel',
          Link: '../models.ts#LinkModel',
          Location: '../models.ts#LocationModel',
          Marc: '../models.ts#MarcModel',
          MarcField: '../models.ts#MarcFieldModel',
          MatchEvidence: '../models.ts#MatchEvidenceModel',
          Network: '../models.ts#NetworkModel',
          PageInfo: '../models.ts#PageInfoModel',
          RecordConnection: '../models.ts#RecordPageModel',
          Region: '../models.ts#RegionModel',
          Site: '../models.ts#SiteModel',
          SystemMembership: '../models.ts#SystemMembershipModel',
          Work: '../models.ts#WorkModel',
        },
      },
    },
    'subgraphs/circulation/__generated__/resolvers.ts': {
      schema: 'schema/subgraphs/circulation.graphql',
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../context.ts#CirculationContext',
        mappers: {
          Account: '../accounts/account-models.ts#AccountModel',
          AccountFacts: '../accounts/account-models.ts#AccountFactsModel',
          Availability: '../models.ts#AvailabilityModel',
          CancelHoldPayload: '../writes/payloads.ts#HoldPayloadModel',
          Charge: '../accounts/account-models.ts#ChargeModel',
          Hold: '../accounts/account-models.ts#HoldModel',
          Holding: '../models.ts#HoldingModel',
          Item: '../models.ts#ItemModel',
          Loan: '../accounts/account-models.ts#LoanModel',
          PatronIdentityPayload: '../accounts/patron-finder.ts#PatronIdentityModel',
          PlaceHoldPayload: '../writes/payloads.ts#HoldPayloadModel',
          RenewAllLoansPayload: '../writes/payloads.ts#RenewAllLoansModel',
          RenewLoanPayload: '../writes/payloads.ts#RenewLoanModel',
        },
      },
    },
    'subgraphs/patrons/__generated__/resolvers.ts': {
      schema: 'schema/subgraphs/patrons.graphql',
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../context.ts#PatronsContext',
        mappers: {
          AccessRefusal: '../models.ts#AccessRefusalModel',
          Account: '../models.ts#AccountModel',
          AccountLook: '../models.ts#AccountLookModel',
          AuditConnection: '../models.ts#AuditPageModel',
          AuditEdge: '../models.ts#AuditEntryModel',
          AuditEntry: '../models.ts#AuditEntryModel',
          Library: '../models.ts#LibraryModel',
          LinkAccountPayload: '../models.ts#LinkAccountModel',
          LinkRefusal: '../models.ts#LinkRefusalModel',
          Patron: '../models.ts#PatronModel',
          PatronDataAgreement: '../models.ts#AgreementModel',
          UnlinkAccountPayload: '../models.ts#UnlinkModel',
        },
      },
    },
  },
  config: {
    federation: true,
    enumsAsTypes: true,
    useTypeImports: true,
    immutableTypes: true,
    emitLegacyCommonJSImports: false,
    importExtension: '.ts',
    scalars: { DateTime: 'string', Date: 'string' },
  },
};

export default config;
