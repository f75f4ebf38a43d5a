/** The order of the test files: those that take longest begin first, so that all workers end at about the same time. */
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** The longest first; a new file that takes more than ten seconds belongs here. */
const LONGEST: readonly string[] = [
  'tests/drill/drill.test.ts',
  'tests/console/proof/states.test.ts',
  'tests/tools/new-adapter.test.ts',
  'tests/console/proof/drill.test.ts',
  'tests/feeds/clients/other-clients.test.ts',
  'tests/comparison/page-outputs.test.ts',
  'tests/conformance/files.test.ts',
  'tests/conformance/symphony.test.ts',
  'tests/conformance/koha.test.ts',
  'tests/privacy/taint.test.ts',
  'tests/e2e/bad-day.test.ts',
  'tests/e2e/bad-input.test.ts',
  'tests/e2e/killed-harvest.test.ts',
  'tests/e2e/changes.test.ts',
  'tests/store/hostile-machine.test.ts',
  'tests/union-index/incremental.test.ts',
  'tests/e2e/start.test.ts',
  'tests/union-index/recluster.test.ts',
  'tests/store/bundled-server.test.ts',
  'tests/circulation/writes-at-systems.test.ts',
  'hub/platform/sheets/read-sheet.test.ts',
  'tests/apart/hive.test.ts',
  'tests/e2e/killed-systems.test.ts',
  'tests/e2e/patron-data.test.ts',
  'tests/e2e/shared-systems.test.ts',
  'tests/gateway/api-keys.test.ts',
  'tests/loans/loans-command.test.ts',
  'tests/apart/reload.test.ts',
  'tests/e2e/reload.test.ts',
  'tests/apart/compose.test.ts',
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
