import type { CodegenConfig } from '@graphql-codegen/cli';
import { parse, print, printSchema, visit } from 'graphql';
import { readFileSync } from 'node:fs';
import { composeSupergraph, readSubgraphs, toApiSchema } from './schema/composition.ts';

/** The graph as clients see it. */
function readApiSchema(): string {
  const composition = composeSupergraph(readSubgraphs());
  if (!composition.ok) throw new Error(composition.errors.join('\n'));
  return printSchema(toApiSchema(composition.supergraph));
}

/** The option `disableDescriptions` wants a schema whose every directive is defined in it, as those of federation are not. */
function withoutDescriptions(sdl: string): string {
  return print(
    visit(parse(sdl), { enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined) }),
  );
}

/**
 * Types of a subgraph's SDL, and of its resolvers. These are handed views of its own instead of what clients see: `EditionModel` for
 * `Edition`, `DuplicatePageModel` for `DuplicateConnection`, if `models.ts` has them, and those of other names or files.
 */
function typesOf(subgraph: string, otherModels: Readonly<Record<string, string>>): CodegenConfig['generates'] {
  const sdl = `schema/subgraphs/${subgraph}.graphql`;
  const text = readFileSync(sdl, 'utf8');
  const models = new Set(readFileSync(`subgraphs/${subgraph}/models.ts`, 'utf8').match(/\b\w+Model\b/g));
  const types = text.matchAll(/^(?:extend )?type (\w+)/gm);
  // Entities, which the generated resolvers name without their prefix.
  const entities = Array.from(text.matchAll(/^type (\w+) @key\((?!.*resolvable: false)/gm), ([, type = '']) => type);
  const content = `import type * as Types from './types.ts';\nimport type { ${entities.join(', ')} } from './types.ts';`;
  const named = Array.from(types, ([, type = '']) => [type, `${type.replace(/Connection$/, 'Page')}Model`] as const);
  const handed = [...named.filter(([, model]) => models.has(model)), ...Object.entries(otherModels)];
  return {
    // What a subgraph's own code names of its SDL: apart from the resolvers, which import that code.
    [`subgraphs/${subgraph}/__generated__/types.ts`]: { schema: withoutDescriptions(text), plugins: ['typescript'] },
    [`subgraphs/${subgraph}/__generated__/resolvers.ts`]: {
      schema: sdl,
      plugins: [{ add: { content } }, 'typescript-resolvers'],
      config: {
        namespacedImportName: 'Types',
        contextType: `../context.ts#${subgraph.charAt(0).toUpperCase()}${subgraph.slice(1)}Context`,
        mappers: Object.fromEntries(
          handed.map(([type, model]) => [type, model.includes('#') ? model : `../models.ts#${model}`]),
        ),
      },
    },
  };
}

/** As clients read answers: days, moments and ids are text. */
const OF_CLIENTS = {
  federation: false,
  strictScalars: true,
  scalars: { DateTime: 'string', Date: 'string', ID: 'string' },
};

/** What stands beside the SDL: what a word means is read there. */
const OF_OURS = { disableDescriptions: true };

/**
 * Types of the resolvers, written from the SDL of each subgraph into its own `__generated__/`, and of the operations of
 * clients, written from the graph as clients see it: those of commands stand in their code, behind the comment `asks`.
 */
const config: CodegenConfig = {
  pluckConfig: { gqlMagicComment: 'asks' },
  generates: {
    ...typesOf('catalogue', {
      BibliographicRecord: 'RecordModel',
      EditionConnection: 'SearchPageModel',
      Hold: 'OfRecordModel',
      LibrarySystem: 'SystemModel',
      Loan: 'OfRecordModel',
    }),
    ...typesOf('circulation', {
      Account: '../accounts/account-models.ts#AccountModel',
      AnsweringChange: '../answer-history.ts#AnsweringChangeModel',
      AnsweringHistory: '../answer-history.ts#SystemHistory',
      AnsweringHour: '../answer-history.ts#AnsweringHourModel',
      AccountFacts: '../accounts/account-models.ts#AccountFactsModel',
      AvailableNow: '../available-now.ts#AvailableNowModel',
      CancelHoldPayload: '../writes/payloads.ts#HoldPayloadModel',
      Charge: '../accounts/account-models.ts#ChargeModel',
      CopyHistory: '../copy-history.ts#CopyHistoryModel',
      EditionConnection: 'PageModel',
      Hold: '../accounts/account-models.ts#HoldModel',
      Item: 'ItemSubject',
      Outage: '../answer-history.ts#Outage',
      ToldAt: '../told-at.ts#ToldAt',
      ToldOfCopy: '../copy-history.ts#ToldOfCopyModel',
      LibrarySystem: 'SystemModel',
      Loan: '../accounts/account-models.ts#LoanModel',
      PatronIdentityPayload: '../accounts/patron-finder.ts#PatronIdentityModel',
      PlaceHoldPayload: '../writes/payloads.ts#HoldPayloadModel',
      RenewAllLoansPayload: '../writes/payloads.ts#RenewAllLoansModel',
      RenewLoanPayload: '../writes/payloads.ts#RenewLoanModel',
      SystemAnswering: 'AnsweringModel',
      SystemHost: 'HostModel',
    }),
    ...typesOf('migration', {
      CodeMapping: 'MappedCodeModel',
      CodeMappingConnection: 'MappedCodePageModel',
      CodeMappingEdge: 'PlacedCodeModel',
      ComparisonJob: 'JobModel',
      DecisionEdge: 'DecisionModel',
      ExportEdge: 'ExportModel',
      RefusedRowEdge: 'RefusedRowModel',
      ReportDrill: 'DrillModel',
      ReportRowConnection: 'ReportPageModel',
      ReportRowEdge: 'ReportRowModel',
      SnapshotReport: 'ReportModel',
      SnapshotItem: 'ItemModel',
      SnapshotItemConnection: 'ItemPageModel',
      SnapshotItemEdge: 'ItemModel',
      SnapshotRecord: 'RecordModel',
      SnapshotRecordConnection: 'RecordPageModel',
      SnapshotRecordEdge: 'RecordModel',
      SnapshotStatement: 'StatementModel',
      SnapshotStatementConnection: 'StatementPageModel',
      SnapshotStatementEdge: 'StatementModel',
      SnapshotSystem: 'SystemModel',
    }),
    ...typesOf('patrons', {
      AuditEdge: 'AuditEntryModel',
      LinkAccountPayload: 'LinkAccountModel',
      PatronDataAgreement: 'AgreementModel',
      UnlinkAccountPayload: 'UnlinkModel',
    }),
    'clients/typescript/__generated__/operations.ts': {
      schema: readApiSchema(),
      documents: 'clients/typescript/operations/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { ...OF_CLIENTS, documentMode: 'string' },
    },
    'doors/console/__generated__/operations.ts': {
      schema: readApiSchema(),
      documents: 'doors/console/pages/**/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { ...OF_CLIENTS, ...OF_OURS, documentMode: 'string' },
    },
    'doors/cli/__generated__/answers.ts': {
      schema: readApiSchema(),
      documents: ['doors/cli/follow-job.ts', 'doors/cli/{commands,compare,move}/*.ts'],
      plugins: ['typescript-operations'],
      config: { ...OF_CLIENTS, ...OF_OURS },
    },
  },
  config: {
    federation: true,
    enumsAsTypes: true,
    useTypeImports: true,
    immutableTypes: true,
    emitLegacyCommonJSImports: false,
    importExtension: '.ts',
    // A subgraph may hand out moments as a Date.
    scalars: { DateTime: { input: 'string', output: 'string | Date' }, Date: 'string' },
  },
};

export default config;
