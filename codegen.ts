import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of the resolvers, written from the SDL of each subgraph into its own `__generated__/`. */
const config: CodegenConfig = {
  generates: {
    'subgraphs/catalogue/__generated__/resolvers.ts': {
      schema: 'schema/subgraphs/catalogue.graphql',
      plugins: ['typescript', 'typescript-resolvers'],
    },
    'subgraphs/circulation/__generated__/resolvers.ts': {
      schema: 'schema/subgraphs/circulation.graphql',
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../context.ts#CirculationContext',
        mappers: {
          Availability: '../models.ts#AvailabilityModel',
          Holding: '../models.ts#HoldingModel',
          Item: '../models.ts#ItemModel',
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
