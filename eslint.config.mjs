import graphqlPlugin from '@graphql-eslint/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'node_modules/**',
      'dist/**',
      '.mercia/**',
      '**/__generated__/**',
      'schema/supergraph.graphql',
      'schema/released.graphql',
      'lab/bench/peers/**',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers and booleans read well in a message; objects do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // With noPropertyAccessFromIndexSignature the compiler asks for brackets where this rule would forbid them.
      '@typescript-eslint/dot-notation': 'off',
      // There is no enum to mistake: the compiler forbids them (erasableSyntaxOnly). It took a ninth of the linter's time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // A method of an interface that has nothing to await still promises.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // The compiler says it (noUnusedLocals, noUnusedParameters).
      '@typescript-eslint/no-unused-vars': 'off',
      // A fifth of the linter's time; classes are few here, and the compiler compares their private fields.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['graphql/*'], message: 'A deep import brings a second copy of graphql: import from "graphql".' },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Settings are read in hub/platform/config.ts.',
        },
      ],
      'no-console': 'error',
      eqeqeq: ['error', 'always'],
    },
  },
  {
    // Tool configurations must export by default; the command line, tests and the telemetry switch read the environment.
    files: [
      '*.config.ts',
      'codegen.ts',
      'doors/cli/**/*.ts',
      'tests/**/*.ts',
      'lab/bench/**/*.ts',
      '**/*.test.ts',
      'gateway/telemetry-off.ts',
      'schema/*.ts',
      'lab/tools/comparing/*.ts',
      'lab/tools/console/*.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Just above what the code keeps to: a function that fits on a screen, a file that is read in one go, an options object
    // beyond five parameters. Tests are exempt, because a `describe` block is one long function by nature.
    files: ['**/*.ts'],
    ignores: ['**/*.test.ts', 'tests/**'],
    rules: {
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 330, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 5],
      complexity: ['error', 25],
    },
  },
  {
    files: ['**/*.test.ts', 'tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['schema/subgraphs/*.graphql'],
    plugins: { '@graphql-eslint': graphqlPlugin },
    languageOptions: {
      parser: graphqlPlugin.parser,
      parserOptions: { graphQLConfig: { schema: './schema/supergraph.graphql' } },
    },
    rules: {
      '@graphql-eslint/require-description': [
        'error',
        { types: true, rootField: true, EnumValueDefinition: true, ignoredSelectors: ['[type=ObjectTypeExtension]'] },
      ],
      '@graphql-eslint/unique-enum-value-names': 'error',
      '@graphql-eslint/require-deprecation-reason': 'error',
    },
  },
  prettier,
);
