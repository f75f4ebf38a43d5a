/**
 * Files that `npm run test:release` runs before a release, and the gate of each change does not: what needs programs that are large to
 * install (a JDK, LibreOffice, Catmandu, Zebra), mistakes that are planted by the dozen, and worlds that take minutes: a whole region on a
 * bad day, on a hostile machine, of forty systems, in containers, files of a hundred thousand records, and all that docs/comparing.md shows.
 */
export const RELEASE: readonly string[] = [
  'tests/apart/compose.test.ts',
  'tests/apart/hive.test.ts',
  'tests/apart/patron-rotation.test.ts',
  'tests/apart/rolling-restart.test.ts',
  'tests/apart/several-processes.test.ts',
  'tests/apart/shared-work.test.ts',
  'tests/apart/traces.test.ts',
  'tests/comparison/page-outputs.test.ts',
  'tests/comparison/sweep-seeds.test.ts',
  'tests/conformance/mutants.test.ts',
  'tests/console/below-a-path.test.ts',
  'tests/console/proof/**/*.test.ts',
  'tests/console/questions/**/*.test.ts',
  'tests/drill/chaos.test.ts',
  'tests/drill/crowd.test.ts',
  'tests/drill/planted-mistakes.test.ts',
  'tests/e2e/alarms-fire.test.ts',
  'tests/e2e/bad-day.test.ts',
  'tests/e2e/image.test.ts',
  'tests/e2e/packed.test.ts',
  'tests/e2e/real-marc.test.ts',
  'tests/exchanges/koha/real-marc.test.ts',
  'tests/feeds/clients/discovery-systems.test.ts',
  'tests/feeds/clients/edited-record.test.ts',
  'tests/feeds/clients/z3950.test.ts',
  'tests/feeds/clients/zebra.test.ts',
  'tests/feeds/rendered-records.test.ts',
  'tests/harvest/large-file.test.ts',
  'tests/large-titles/large-titles.test.ts',
  'tests/many-systems/many-systems.test.ts',
  'tests/marc/yaz.test.ts',
  'tests/moving/killed-ledger.test.ts',
  'tests/moving/planted-faults.test.ts',
  'tests/sheets/large-workbook.test.ts',
  'tests/moving/whole-sheet.test.ts',
  'tests/sheets/libre-office.test.ts',
  'tests/moving/large-plan.test.ts',
  'tests/moving/large-switch.test.ts',
  'tests/store/hostile-machine.test.ts',
  'tests/store/replica.test.ts',
  'tests/tools/new-adapter.test.ts',
  'tests/union-index/incremental.test.ts',
];

/** Whether this is `npm run test:release`: some files of the gate ask more there, or wait longer. */
export const BEFORE_RELEASE = process.env['MERCIA_TEST_RELEASE'] === '1';

/** Files of the gate that do more before a release: parts are skipped in the gate, because a program is absent, or ask less there. */
export const ASKED_AGAIN: readonly string[] = [
  'adapters/files/drops/cut-drops.test.ts',
  'tests/comparison/stays.test.ts',
  'tests/comparison/taken-away.test.ts',
  'tests/conformance/files-z3950.test.ts',
  'tests/conformance/symphony.test.ts',
  'tests/console/questions.test.ts',
  'tests/exchanges/sip2/mixed-answers.test.ts',
  'tests/feeds/clients/other-clients.test.ts',
  'tests/feeds/other-readers.test.ts',
  'tests/feeds/sru-clients.test.ts',
  'tests/gateway/many-queries.test.ts',
  'tests/privacy/taint.test.ts',
  'tests/union-index/recluster.test.ts',
];
