/** Writes `docs/errors.md` from the table of error codes; with `--check` it only compares and exits 1 on a difference. */
import { readFileSync, writeFileSync } from 'node:fs';
import { ERROR_CODES } from './errors.ts';

const file = new URL('../../docs/errors.md', import.meta.url);

function renderErrorTable(): string {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { description, status, retryable, since }]) =>
      `| \`${code}\` | ${description} | ${String(status)} | ${retryable ? 'yes' : 'no'} | ${since} |`,
  );
  return [
    '# Error codes',
    '',
    'Written by `npm run errors:check` from `hub/platform/errors.ts`. A GraphQL error carries its code in `extensions.code`, with',
    '`system`, `subgraph` and `correlationId` where they are known. Decide by the code, never by the message.',
    '',
    '| code | meaning | HTTP | worth a retry | since |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** Column widths are the formatter's business: compare cells only. */
function normalise(markdown: string): string {
  return markdown.replaceAll(/ *\| */g, '|').replaceAll(/-{3,}/g, '---');
}

const wanted = renderErrorTable();
if (process.argv.includes('--check')) {
  const found = readFileSync(file, 'utf8');
  if (normalise(found) !== normalise(wanted)) {
    process.stderr.write(
      'docs/errors.md is not what hub/platform/errors.ts says; run: node hub/platform/errors-doc.ts\n',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, wanted);
}
