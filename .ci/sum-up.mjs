#!/usr/bin/env node
/**
 * Sums up reports of test runs: `node .ci/sum-up.mjs STATUS REPORT …` names every test that failed with the first lines of why,
 * so that the end of a long output is enough to know, then prints "N passed, N failed, N skipped" and exits 1 where anything
 * failed. A run of which there is no report, or that ran nothing, counts as failed; so does a STATUS other than 0 (of the
 * checks beside the tests) that no test explains.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const LINES_OF_WHY = 12;

const [status = '1', ...files] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };

for (const file of files) {
  const { passed, failed, skipped, failures } = readReport(file);
  sum.passed += passed;
  sum.failed += passed === 0 ? Math.max(1, failed) : failed;
  sum.skipped += skipped;
  for (const failure of failures) process.stdout.write(`${failure}\n`);
}
if (files.length === 0 || (status !== '0' && sum.failed === 0)) sum.failed += 1;
process.stdout.write(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
process.exitCode = sum.failed === 0 ? 0 : 1;

/** A file that fails as a whole, before or after its tests, is told only where none of its tests is. */
function readReport(file) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0, failures: [`FAILED a run that left no report`] };
  }
  const failed = report.numFailedTests === 0 ? report.numFailedTestSuites : report.numFailedTests;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && report.success !== true ? 1 : failed,
    skipped: report.numPendingTests,
    failures: (report.testResults ?? []).flatMap(failuresOf),
  };
}

/** What failed of one file: its tests, or itself. */
function failuresOf({ name, status, message, assertionResults = [] }) {
  const path = relative(process.cwd(), name);
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0) return status === 'failed' ? [describeFailure(path, message)] : [];
  return tests.map((test) => describeFailure(`${path} › ${test.fullName}`, (test.failureMessages ?? []).join('\n')));
}

function describeFailure(what, why = '') {
  const lines = why.split('\n').slice(0, LINES_OF_WHY);
  return [`FAILED ${what}`, ...lines.map((line) => `  ${line}`)].join('\n');
}
