/** Files that `npm run test:slow` runs in place of `npm test`: whole regions that are drilled, and real records by the thousand. */
export const SLOW: readonly string[] = [
  'tests/apart/compose.test.ts',
  'tests/comparison/page-outputs.test.ts',
  'tests/drill/**/*.test.ts',
  'tests/e2e/real-marc.test.ts',
  'tests/exchanges/koha/real-marc.test.ts',
  'tests/harvest/large-file.test.ts',
  'tests/large-titles/**/*.test.ts',
  'tests/marc/real-files.test.ts',
  'tests/marc/yaz.test.ts',
  'tests/sheets/**/*.test.ts',
  'tests/tools/new-adapter.test.ts',
];
