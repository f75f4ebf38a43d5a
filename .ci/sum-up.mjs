#!/usr/bin/env node
/**
 * Sums up reports of test runs: `node .ci/sum-up.mjs STATUS REPORT …` prints "N passed, N failed, N skipped" and exits 1
 * where anything failed. A run of which there is no report, or that ran nothing, counts as failed; so does a STATUS other
 * than 0 (of the checks beside the tests) that no test explains.
 */
import { readFileSync } from 'node:fs';

const [status = '1', ...files] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };

for (const file of files) {
  const { passed, failed, skipped } = readReport(file);
  sum.passed += passed;
  sum.failed += passed === 0 ? Math.max(1, failed) : failed;
  sum.skipped += skipped;
}
if (files.length === 0 || (status !== '0' && sum.failed === 0)) sum.failed += 1;
process.stdout.write(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
process.exitCode = sum.failed === 0 ? 0 : 1;

/** A file that fails as a whole, before or after its tests, is told only where none of its tests is. */
function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const failed = report.numFailedTests === 0 ? report.numFailedTestSuites : report.numFailedTests;
    return {
      passed: report.numPassedTests,
      failed: failed === 0 && report.success !== true ? 1 : failed,
      skipped: report.numPendingTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
