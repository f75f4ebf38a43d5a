/** The order of the test files: those that take longest begin first, so that all workers end at about the same time. */
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** The longest first; a new file that takes more than ten seconds belongs here. */
const LONGEST: readonly string[] = [
  'tests/console/proof/states.test.ts',
  'tests/console/proof/drill.test.ts',
  'tests/tools/new-adapter.test.ts',
  'tests/conformance/mutants.test.ts',
  'tests/drill/planted-mistakes.test.ts',
  'tests/marc/yaz.test.ts',
  'tests/union-index/incremental.test.ts',
  'tests/apart/rolling-restart.test.ts',
  'tests/apart/shared-work.test.ts',
  'tests/conformance/files.test.ts',
  'tests/drill/drill.test.ts',
  'tests/feeds/clients/other-clients.test.ts',
  'tests/apart/compose.test.ts',
  'tests/console/numbers.test.ts',
  'tests/exchanges/sip2/mixed-answers.test.ts',
  'tests/console/questions.test.ts',
  'tests/comparison/page-outputs.test.ts',
  'tests/conformance/symphony.test.ts',
  'tests/e2e/killed-harvest.test.ts',
  'tests/drill/crowd.test.ts',
  'tests/privacy/taint.test.ts',
  'tests/e2e/bad-day.test.ts',
  'tests/conform/conform-command.test.ts',
  'tests/comparison/stays.test.ts',
  'tests/console/door.test.ts',
  'tests/console/pages.test.ts',
  'tests/comparison/compare-command.test.ts',
  'tests/circulation/writes-at-systems.test.ts',
  'tests/conformance/koha-ways.test.ts',
  'tests/e2e/find-a-copy.test.ts',
  'tests/e2e/slow-sip2.test.ts',
  'tests/sheets/large-workbook.test.ts',
  'tests/comparison/taken-away.test.ts',
  'tests/console/account.test.ts',
  'tests/gateway/many-queries.test.ts',
  'tests/e2e/bad-input.test.ts',
  'tests/conformance/koha-sip2.test.ts',
  'tests/gateway/api-keys.test.ts',
  'tests/e2e/changes.test.ts',
  'tests/e2e/start.test.ts',
  'tests/upgrade/upgrade.test.ts',
  'tests/take-back/restored.test.ts',
  'tests/harvest/large-file.test.ts',
  'tests/store/hostile-machine.test.ts',
  'tests/e2e/killed-systems.test.ts',
  'tests/conformance/sip2-patrons.test.ts',
  'tests/conformance/koha.test.ts',
  'tests/e2e/kept-for-moves.test.ts',
  'tests/large-titles/large-titles.test.ts',
  'tests/conformance/remote-patrons.test.ts',
  'tests/e2e/doctor.test.ts',
  'tests/e2e/reload.test.ts',
  'tests/take-back/take-back.test.ts',
  'tests/exchanges/koha/real-marc.test.ts',
  'tests/conformance/not-available.test.ts',
  'tests/conformance/files-sip2.test.ts',
  'tests/comparison/killed-snapshot.test.ts',
  'tests/conformance/remote.test.ts',
  'tests/union-index/recluster.test.ts',
  'tests/vocabulary/vocabulary-command.test.ts',
  'tests/harvest/changed-rules.test.ts',
  'tests/apart/reload.test.ts',
  'adapters/files/drops/cut-drops.test.ts',
  'tests/store/pooler.test.ts',
  'tests/circulation/composed.test.ts',
  'tests/store/open-store.test.ts',
  'tests/e2e/killed-hub.test.ts',
  'tests/feeds/rtac.test.ts',
  'tests/conformance/koha-without-rest.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = LONGEST.findIndex((name) => moduleId.endsWith(name));
      return index === -1 ? LONGEST.length : index;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
