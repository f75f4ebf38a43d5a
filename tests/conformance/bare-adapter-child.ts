/** Runs bare-adapter.suite.ts and prints what became of each test, as JSON. */
import { startVitest } from 'vitest/node';

const vitest = await startVitest(['tests/conformance/bare-adapter.suite.ts'], {
  watch: false,
  include: ['tests/conformance/bare-adapter.suite.ts'],
  reporters: [{}],
  retry: 0,
});
const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
await vitest.close();
process.exitCode = 0;
process.stdout.write(
  JSON.stringify(
    tests.map((test) => {
      const result = test.result();
      const note = result.state === 'skipped' ? (result.note ?? '') : '';
      return { name: test.fullName, state: result.state, note, errors: result.errors?.map(({ message }) => message) };
    }),
  ),
);
