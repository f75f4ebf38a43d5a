/**
 * Writes `.env.example`, and the table in `docs/settings.md`, from the table of settings; with `--check` it only compares, and
 * exits 1 on a difference.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatPage } from './format-page.ts';
import { defaultOf, SETTING_NAMES, SETTINGS } from './settings-table.ts';

const HEAD = `# Every variable that Mercia reads, written by \`npm run settings:write\`. All are optional; flags win over them.
# The hub alone has MERCIA_CONTEXT_SECRET and MERCIA_PATRON_SECRET, an adapter server alone MERCIA_CONTEXT_KEY and MERCIA_READER_KEY;
# the ones that end in _ACCEPTED are set only while a secret is replaced.
# The credentials of your systems stand under the names that your region file gives them.
# A secret may stand in a file instead: its variable with _FILE at the end names the file, as MERCIA_CONTEXT_SECRET_FILE does.`;

function writeEnvironment(): string {
  const entries = SETTING_NAMES.map((name) => {
    const { meaning, variable } = SETTINGS[name];
    const sentence = `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}`.replaceAll('`', '');
    return `# ${sentence}.\n${variable}=${defaultOf(name) ?? ''}`;
  });
  return `${[HEAD, ...entries].join('\n')}\n`;
}

function writeTable(): string {
  const code = (text: string | null): string => (text === null ? '–' : `\`${text}\``);
  const rows = SETTING_NAMES.map((name) => {
    const { flag, meaning, secret, variable } = SETTINGS[name];
    const names = secret ? `${code(variable)}, or ${code(`${variable}_FILE`)}` : code(variable);
    return `| ${[names, code(flag), code(defaultOf(name)), meaning].join(' | ')} |`;
  });
  return ['| variable | flag | default | what it is |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const environmentFile = fileURLToPath(new URL('../../.env.example', import.meta.url));
const page = fileURLToPath(new URL('../../docs/settings.md', import.meta.url));
/** The only table of the page. */
const TABLE = /^\|.*\|$(\n^\|.*\|$)*/m;

const pageText = readFileSync(page, 'utf8').replace(TABLE, () => writeTable());
const wanted = new Map([
  [environmentFile, writeEnvironment()],
  [page, await formatPage(page, pageText)],
]);
if (process.argv.includes('--check')) {
  const differing = [...wanted].filter(([file, text]) => readFileSync(file, 'utf8') !== text);
  for (const [file] of differing) {
    process.stderr.write(`${file} is not what hub/platform/settings-table.ts says; run: npm run settings:write\n`);
    process.exitCode = 1;
  }
} else {
  for (const [file, text] of wanted) writeFileSync(file, text);
}
