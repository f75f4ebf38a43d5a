/** `npm run docs:reference` writes docs/reference/; with `--check` it fails where that is not what the SDL gives. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatPage } from '#platform/format-page.ts';
import { readSubgraphs, SUPERGRAPH_FILE } from '../../../schema/composition.ts';
import { makeReference } from './pages.ts';

const FOLDER = fileURLToPath(new URL('../../../docs/reference/', import.meta.url));
const pages = await Promise.all(
  makeReference(readFileSync(SUPERGRAPH_FILE, 'utf8'), readSubgraphs()).map(async ({ file, text }) => ({
    file,
    text: await formatPage(file, text),
  })),
);

mkdirSync(FOLDER, { recursive: true });
const there = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(`${FOLDER}${file}`, 'utf8')]));
const stale = pages.filter(({ file, text }) => there.get(file) !== text).map(({ file }) => file);
const left = [...there.keys()].filter((file) => !pages.some((page) => page.file === file));

if (!process.argv.includes('--check')) {
  for (const file of left) rmSync(`${FOLDER}${file}`);
  for (const { file, text } of pages) writeFileSync(`${FOLDER}${file}`, text);
  process.stdout.write(`Wrote ${pages.length} pages into docs/reference\n`);
} else if (stale.length + left.length > 0) {
  const list = [...stale, ...left].map((file) => `  docs/reference/${file}\n`).join('');
  process.stderr.write(`The reference is not what the SDL gives; run "npm run docs:reference" and commit:\n${list}`);
  process.exitCode = 1;
} else process.stdout.write('The reference is what the SDL gives\n');
