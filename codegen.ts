import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';
import { composeSupergraph, readSubgraphs, toApiSchema } from './schema/composition.ts';

/** The graph as clients see it. */
function readApiSchema(): string {
  const composition = composeSupergraph(readSubgraphs());
  if (!composition.ok) throw new Error(composition.errors.join('\n'));
  return printSchema(toApiSchema(composition.supergraph));
}

/**
 * Types of the resolvers, written from the SDL of each subgraph into its own `__generated__/`, and of the operations of
 * the client library, written from the graph as clients see it.
 */
const config: CodegenConfig = {
  generates: {
    // What a subgraph's own code names of its SDL: apart from the resolvers, which import that code.
    ...Object.fromEntries(
      ['catalogue', 'circulation', 'patrons', 'migration'].map((subgraph) => [
        `subgraphs/${subgraph}/__generated__/types.ts`,
        { schema: `schema/subgraphs/${subgraph}.graphql`, plugins: ['typescript'] },
      ]),
    ),
    'subgraphs/catalogue/__generated__/resolvers.ts': {
      schema: 'schema/subgraphs/catalogue.graphql',
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../context.ts#CatalogueContext',
        // What each resolver is handed: its own view, not the type that clients see.
        mappers: {
          BibliographicRecord: '../models.ts#RecordModel',
          CirculationAtLibrary: '../models.ts#CirculationAtLibraryModel',
          CirculationGap: '../models.ts#CirculationGapModel',
          BrowsePage: '../models.ts#BrowsePageModel',
          Classmark: '../models.ts#ClassmarkModel',
          Duplicate: '../models.ts#DuplicateModel',
          ChangeConnection: '../models.ts#ChangePageModel',
          DuplicateConnection: '../models.ts#DuplicatePageModel',
          DuplicateReader: '../models.ts#DuplicateReaderModel',
          DuplicateReaders: '../models.ts#DuplicateReadersModel',
          DuplicateReadersConnection: '../models.ts#DuplicateReadersPageModel',
          Edition: '../models.ts#EditionModel',
          EditionChange: '../models.ts#EditionChangeModel',
          EditionAnswer: '../models.ts#EditionAnswerModel',
          EditionCirculation: '../models.ts#EditionCirculationModel',
          EditionConnection: '../models.ts#SearchPageModel',
          ExcludedLender: '../models.ts#ExcludedLenderModel',
          HarvestStatus: '../models.ts#HarvestStatusModel',
          Hold: '../models.ts#OfRecordModel',
          Holding: '../models.ts#HoldingModel',
          HoldingStatement: '../models.ts#HoldingStatementModel',
          IndexGap: '../models.ts#IndexGapModel',
          Item: '../models.ts#ItemModel',
          ItemReference: '../models.ts#ItemReferenceModel',
          Library: '../models.ts#LibraryModel',
          Lender: '../models.ts#LenderModel',
          LenderConnection: '../models.ts#LenderPageModel',
          LibraryCirculation: '../models.ts#LibraryCirculationModel',
          LibrarySystem: '../models.ts#SystemModel',
          Link: '../models.ts#LinkModel',
          Loan: '../models.ts#OfRecordModel',
          Location: '../models.ts#LocationModel',
          Marc: '../models.ts#MarcModel',
          MarcField: '../models.ts#MarcFieldModel',
          MatchEvidence: '../models.ts#MatchEvidenceModel',
          NearLibrary: '../models.ts#NearLibraryModel',
          Network: '../models.ts#NetworkModel',
          OpenLoan: '../models.ts#OpenLoanModel',
          OpenLoanConnection: '../models.ts#OpenLoanPageModel',
          PageInfo: '../models.ts#PageInfoModel',
          RecordConnection: '../models.ts#RecordPageModel',
          Region: '../models.ts#RegionModel',
          Site: '../models.ts#SiteModel',
          Suggestion: '../models.ts#SuggestionModel',
          SystemMembership: '../models.ts#SystemMembershipModel',
          Viewer: '../models.ts#ViewerModel',
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
          AvailableNow: '../available-now.ts#AvailableNowModel',
          CancelHoldPayload: '../writes/payloads.ts#HoldPayloadModel',
          Charge: '../accounts/account-models.ts#ChargeModel',
          EditionConnection: '../models.ts#PageModel',
          Hold: '../accounts/account-models.ts#HoldModel',
          Holding: '../models.ts#HoldingModel',
          Item: '../models.ts#ItemSubject',
          Loan: '../accounts/account-models.ts#LoanModel',
          PatronIdentityPayload: '../accounts/patron-finder.ts#PatronIdentityModel',
          Place: '../models.ts#PlaceModel',
          PlaceHoldPayload: '../writes/payloads.ts#HoldPayloadModel',
          RenewAllLoansPayload: '../writes/payloads.ts#RenewAllLoansModel',
          RenewLoanPayload: '../writes/payloads.ts#RenewLoanModel',
        },
      },
    },
    'subgraphs/migration/__generated__/resolvers.ts': {
      schema: 'schema/subgraphs/migration.graphql',
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../context.ts#MigrationContext',
        mappers: {
          CodeMapping: '../models.ts#MappedCodeModel',
          CodeMappingConnection: '../models.ts#MappedCodePageModel',
          CodeMappingEdge: '../models.ts#PlacedCodeModel',
          ComparisonJob: '../models.ts#JobModel',
          RefusedRow: '../models.ts#RefusedRowModel',
          RefusedRowConnection: '../models.ts#RefusedRowPageModel',
          RefusedRowEdge: '../models.ts#RefusedRowModel',
          ControlTotal: '../models.ts#ControlTotalModel',
          Decision: '../models.ts#DecisionModel',
          DecisionConnection: '../models.ts#DecisionPageModel',
          DecisionEdge: '../models.ts#DecisionModel',
          NotReconciled: '../models.ts#NotReconciledModel',
          Export: '../models.ts#ExportModel',
          ExportConnection: '../models.ts#ExportPageModel',
          ExportEdge: '../models.ts#ExportModel',
          ReportColumn: '../models.ts#ReportColumnModel',
          ReportDrill: '../models.ts#DrillModel',
          ReportLine: '../models.ts#ReportLineModel',
          ReportRow: '../models.ts#ReportRowModel',
          ReportRowConnection: '../models.ts#ReportPageModel',
          ReportRowEdge: '../models.ts#ReportRowModel',
          ReportTable: '../models.ts#ReportTableModel',
          Snapshot: '../models.ts#SnapshotModel',
          SnapshotReport: '../models.ts#ReportModel',
          ComparisonReport: '../models.ts#ComparisonReportModel',
          SnapshotItem: '../models.ts#ItemModel',
          SnapshotItemConnection: '../models.ts#ItemPageModel',
          SnapshotItemEdge: '../models.ts#ItemModel',
          SnapshotRecord: '../models.ts#RecordModel',
          SnapshotRecordConnection: '../models.ts#RecordPageModel',
          SnapshotRecordEdge: '../models.ts#RecordModel',
          SnapshotStatement: '../models.ts#StatementModel',
          SnapshotStatementConnection: '../models.ts#StatementPageModel',
          SnapshotStatementEdge: '../models.ts#StatementModel',
          SnapshotSystem: '../models.ts#SystemModel',
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
    'clients/typescript/__generated__/operations.ts': {
      schema: readApiSchema(),
      documents: 'clients/typescript/operations/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        federation: false,
        documentMode: 'string',
        strictScalars: true,
        scalars: { DateTime: 'string', Date: 'string', ID: 'string' },
      },
    },
    'console/__generated__/operations.ts': {
      schema: readApiSchema(),
      documents: 'console/pages/**/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        federation: false,
        documentMode: 'string',
        strictScalars: true,
        scalars: { DateTime: 'string', Date: 'string', ID: 'string' },
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
