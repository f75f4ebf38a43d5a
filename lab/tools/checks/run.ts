/**
 * `npm run check`: everything that is checked without running the tests; each that fails says what to do. Formatting takes longest and
 * begins; the others run beside it, the quickest first. With `written`: what is written from code or from the SDL is as it would be written now.
 */
import { runChecks, type Check } from './run-checks.ts';

const WRITTEN: readonly Check[] = [
  { script: 'errors:check', remedy: 'run "node doors/cli/node24.mjs hub/platform/errors-doc.ts" and commit' },
  { script: 'settings:check', remedy: 'run "npm run settings:write" and commit' },
  { script: 'adapters:check', remedy: 'make the entries that it names (docs/adding-an-lms.md)' },
  { script: 'docs:reference -- --check', remedy: 'run "npm run docs:reference" and commit' },
  {
    script: 'schema:check',
    remedy: 'run "npm run schema:compose"; announce a wanted break in CHANGELOG.md (CONTRIBUTING.md)',
  },
  { script: 'codegen:check', remedy: 'commit what it has just generated' },
];
const STEPS: readonly Check[] = [
  {
    script: 'check:format',
    remedy: 'run "node doors/cli/node24.mjs node_modules/oxfmt/bin/oxfmt"',
  },
  { script: 'check:written', remedy: 'do what it says' },
  { script: 'check:unused', remedy: 'take out what nobody uses, or its "export"' },
  { script: 'check:boundaries', remedy: 'import only what ARCHITECTURE.md allows the room' },
  { script: 'check:types', remedy: 'mend the types that it names' },
  { script: 'check:lint', remedy: 'mend what it names; "npm run check:lint -- --fix" does some of it' },
];

const [checks, atATime] = process.argv[2] === 'written' ? [WRITTEN, 1] : [STEPS, 2];
const failed = await runChecks(checks, atATime, ({ script }, problem, seconds) => {
  process.stdout.write(`${problem === null ? 'ok    ' : 'FAILED'} ${script} (${seconds.toFixed(1)} s)\n`);
  if (problem !== null) process.stdout.write(`${problem.output}\n`);
});
for (const { script, remedy } of failed) process.stderr.write(`${script} failed: ${remedy}\n`);
if (failed.length > 0) process.exitCode = 1;
