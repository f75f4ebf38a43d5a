/**
 * Files that `npm run test:release` runs before a release, and the gate of each change does not: what needs programs that are large to
 * install (a JDK, LibreOffice, Catmandu, Zebra), mistakes that are planted by the dozen, and worlds that take minutes: a whole region on a
 * bad day, on a hostile machine, of forty systems, in containers, files of a hundred thousand records, and all that docs/comparing.md shows;
 * what crowds and costly questions take of a machine, and processes that are killed and go on.
 */
export const RELEASE: readonly string[] = [
  'tests/apart/compose-local.test.ts',
  'tests/apart/compose.test.ts',
  'tests/apart/hive.test.ts',
  'tests/apart/patron-rotation.test.ts',
  // Processes apart. In the gate one process takes a changed file (`e2e/reload`), a gateway a new supergraph (`replace-supergraph`).
  'tests/apart/reload.test.ts',
  'tests/apart/rolling-restart.test.ts',
  'tests/apart/several-processes.test.ts',
  'tests/apart/shared-work.test.ts',
  'tests/apart/traces.test.ts',
  'tests/apart/troubles.test.ts',
  'tests/catalogue/crowd-of-searches.test.ts',
  // A snapshot is taken a dozen times, each stopped in the middle.
  'tests/comparison/at-once.test.ts',
  'tests/comparison/killed-snapshot.test.ts',
  'tests/comparison/page-outputs.test.ts',
  // In the gate `snapshots.test.ts` and `overlap.test.ts` ask whether a snapshot stays.
  'tests/comparison/stays.test.ts',
  'tests/comparison/sweep-seeds.test.ts',
  'tests/conform/koha-ways.test.ts',
  // The other ways of a Koha: the gate asks the one of most Kohas.
  'tests/conformance/koha-ways.test.ts',
  'tests/conformance/mutants.test.ts',
  'tests/console/below-a-path.test.ts',
  'tests/console/proof/**/*.test.ts',
  'tests/console/questions/**/*.test.ts',
  'tests/drill/chaos.test.ts',
  'tests/drill/crowd.test.ts',
  'tests/drill/planted-mistakes.test.ts',
  'tests/e2e/alarms-fire.test.ts',
  'tests/e2e/bad-day.test.ts',
  'tests/e2e/find-a-copy.test.ts',
  'tests/e2e/image.test.ts',
  // Processes that are killed. In the gate a killed harvester goes on (`harvest/killed-harvester.test.ts`).
  'tests/e2e/killed-hub.test.ts',
  // As above, at each step of a harvest.
  'tests/e2e/killed-harvest.test.ts',
  // An index harvested a second time. In the gate `kept-ids.test.ts` and `verify-index.test.ts` ask the same of small ones.
  'tests/e2e/lost-index.test.ts',
  'tests/e2e/packed.test.ts',
  'tests/e2e/real-marc.test.ts',
  // One line of SIP2 for many copies, with a region around it. In the gate the adapter's own tests ask what one line brings in its time.
  'tests/e2e/slow-sip2.test.ts',
  // Three libraries move and come back while questions go on: minutes. In the gate `moving-library.test.ts` has each phase.
  'tests/e2e/whole-move.test.ts',
  'tests/exchanges/koha/real-marc.test.ts',
  'tests/feeds/clients/discovery-systems.test.ts',
  'tests/feeds/clients/edited-record.test.ts',
  'tests/feeds/clients/z3950.test.ts',
  'tests/feeds/clients/zebra.test.ts',
  'tests/feeds/delivery-process.test.ts',
  'tests/feeds/rendered-records.test.ts',
  // What one query may take of memory. In the gate `answer-limit.test.ts` and `hostile-requests.test.ts` ask what is refused.
  'tests/gateway/costly-queries.test.ts',
  'tests/gateway/many-queries.test.ts',
  'tests/harvest/large-file.test.ts',
  'tests/large-titles/large-titles.test.ts',
  'tests/many-systems/many-systems.test.ts',
  'tests/marc/yaz.test.ts',
  'tests/moving/killed-ledger.test.ts',
  'tests/moving/large-plan.test.ts',
  'tests/moving/large-switch.test.ts',
  'tests/moving/planted-faults.test.ts',
  'tests/moving/whole-sheet.test.ts',
  'tests/sheets/large-workbook.test.ts',
  'tests/sheets/libre-office.test.ts',
  'tests/store/failover.test.ts',
  // Tables that another part changes for longer than a look-up may take. In the gate `store/migrate.test.ts` asks that it is waited for.
  'tests/store/open-later.test.ts',
  'tests/store/hostile-machine.test.ts',
  'tests/store/pooler.test.ts',
  'tests/store/replica.test.ts',
  // A take-back that is killed, and a database restored from before it. In the gate `take-back.test.ts` asks what is gone, and where.
  'tests/take-back/restored.test.ts',
  'tests/tools/new-adapter.test.ts',
  'tests/union-index/incremental.test.ts',
  // Databases of older versions: what a new version has to bring along. In the gate are `store/migrate.test.ts` and the tests beside migrations.
  'tests/upgrade/upgrade.test.ts',
];

/** Whether this is `npm run test:release`: some files of the gate ask more there, or wait longer. */
export const BEFORE_RELEASE = process.env['MERCIA_TEST_RELEASE'] === '1';

/** The same for a test that only that run has; `why` the gate does not have it, or what it has in its place. */
export const beforeRelease = (_why: string): boolean => BEFORE_RELEASE;

/** Files of the gate that do more before a release: parts are skipped in the gate, because a program is absent, or ask less there. */
export const ASKED_AGAIN: readonly string[] = [
  'adapters/files/drops/cut-drops.test.ts',
  'doors/cli/mapping/mapping-sheet.test.ts',
  'hub/comparison/populations/missing-rows.test.ts',
  'hub/platform/sheets/round-trip.test.ts',
  'tests/circulation/writes-at-systems.test.ts',
  'tests/comparison/taken-away.test.ts',
  'tests/conform/conform-command.test.ts',
  'tests/conformance/files-sip2.test.ts',
  'tests/conformance/files-z3950.test.ts',
  'tests/conformance/files.test.ts',
  'tests/conformance/koha-sip2.test.ts',
  'tests/conformance/not-available.test.ts',
  'tests/conformance/remote-patrons.test.ts',
  'tests/conformance/sip2-patrons.test.ts',
  'tests/conformance/symphony.test.ts',
  'tests/console/numbers.test.ts',
  'tests/console/questions.test.ts',
  'tests/drill/drill.test.ts',
  'tests/e2e/changes.test.ts',
  'tests/e2e/kept-for-moves.test.ts',
  'tests/e2e/killed-systems.test.ts',
  'tests/e2e/start.test.ts',
  'tests/exchanges/sip2/mixed-answers.test.ts',
  'tests/feeds/clients/other-clients.test.ts',
  'tests/feeds/other-readers.test.ts',
  'tests/feeds/sru-clients.test.ts',
  'tests/privacy/taint.test.ts',
  'tests/search/any-query.test.ts',
  'tests/search/broad-search.test.ts',
  'tests/union-index/real-records.test.ts',
  'tests/union-index/recluster.test.ts',
];
