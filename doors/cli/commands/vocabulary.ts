import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import {
  findHeadings,
  findVocabularies,
  loadVocabulary,
  removeVocabulary,
  type LoadedVocabulary,
} from '#search/vocabulary/index.ts';
import type { Command } from 'commander';
import { withHub, type Hub } from '../graph/hub.ts';
import { printJson, printLine, printNote, printRows } from '../output.ts';
import { showCount } from '../progress.ts';
import { withRegionFlags, type RegionFlags } from '../settings.ts';

type Flags = RegionFlags & { readonly json?: boolean; readonly name?: string };

const SHOWN_PROBLEMS = 20;
const CHUNK_BYTES = 256 * 1024;

export function registerVocabulary(program: Command): void {
  const vocabulary = program.command('vocabulary').description('words that people use for subject headings');

  withStore(vocabulary.command('load').description('load a file of headings, in the place of one with the same name'))
    .argument('<file>', "MARC authority records (ISO 2709, MARCXML), or NLM's descriptor file")
    .option('--name <name>', "what the vocabulary is called; the file's name if not given")
    .action((file: string, flags: Flags) => onHub(flags, (hub, signal) => load(hub, signal, file, flags)));

  withStore(vocabulary.command('list').description('list the vocabularies that are loaded')).action((flags: Flags) =>
    onHub(flags, (hub) => list(hub, flags)),
  );

  withStore(vocabulary.command('show').description('show the headings that a word or phrase stands for'))
    .argument('<words>', 'as people type it, such as "heart attack"')
    .action((words: string, flags: Flags) => onHub(flags, (hub) => show(hub, words, flags)));

  withStore(vocabulary.command('remove').description('remove a vocabulary; searches go on without it'))
    .argument('<name>', 'as list names it')
    .action((name: string, flags: Flags) => onHub(flags, (hub) => remove(hub, name)));
}

function withStore(command: Command): Command {
  return withRegionFlags(command).option('--json', 'one JSON line');
}

function onHub(flags: Flags, work: (hub: Hub, signal: AbortSignal) => Promise<void>): Promise<void> {
  return withHub({ holder: 'mercia vocabulary', flags, only: [] }, work);
}

async function load({ store }: Hub, signal: AbortSignal, file: string, flags: Flags): Promise<void> {
  const size = await sizeOf(file);
  const progress = showCount('kB');
  const toKb = (bytes: number): number => Math.round(bytes / 1024);
  try {
    const loaded = await loadVocabulary(store.db, {
      vocabulary: flags.name ?? basename(file),
      name: basename(file),
      chunks: createReadStream(file, { highWaterMark: CHUNK_BYTES }),
      now: new Date(),
      signal,
      onProgress: ({ bytes }) => {
        progress.update(toKb(bytes), toKb(size));
      },
    });
    progress.stop();
    report(loaded, flags);
  } finally {
    progress.stop();
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw new MerciaError('BAD_USER_INPUT', `${file}: the file cannot be read. Check its name and who may read it.`, {
      cause: error,
    });
  }
  throw badUserInput(`${file}: this is no file. Name the file of headings.`);
}

function report(loaded: LoadedVocabulary, { json }: Flags): void {
  if (json === true) {
    printJson(loaded);
    return;
  }
  const { name, headings, terms, passed, rejected, problems } = loaded;
  printLine(`${name}: ${headings} headings with ${terms} terms are loaded, and searches use them.`);
  if (passed > 0) printNote(`${passed} records are no headings to search by (subdivisions, deleted ones).`);
  if (rejected === 0) return;
  printNote(`${rejected} records or fields could not be used:`);
  for (const problem of problems.slice(0, SHOWN_PROBLEMS)) printNote(`  ${problem}`);
  if (rejected > SHOWN_PROBLEMS) printNote(`  and ${rejected - SHOWN_PROBLEMS} more; --json lists up to 1,000.`);
}

async function list({ store }: Hub, { json }: Flags): Promise<void> {
  const found = await findVocabularies(store.db);
  printRows(found, json, {
    none: 'No vocabulary is loaded. mercia vocabulary load FILE loads one.',
    head: ['NAME', 'HEADINGS', 'TERMS', 'LOADED', 'FILE'],
    toCells: ({ name, source, headings, terms, loadedAt }) => [name, String(headings), String(terms), loadedAt, source],
  });
}

async function show({ store }: Hub, words: string, { json }: Flags): Promise<void> {
  const found = await findHeadings(store.db, words);
  if (json === true) for (const heading of found) printJson(heading);
  else if (found.length === 0) printNote(`No vocabulary has ${JSON.stringify(words)}.`);
  else {
    for (const { vocabulary, heading, variants, broader, narrower } of found) {
      printLine(`${heading}  (${vocabulary})`);
      if (variants.length > 0) printLine(`  also called  ${variants.join(' | ')}`);
      if (broader.length > 0) printLine(`  broader      ${broader.join(' | ')}`);
      if (narrower.length > 0) printLine(`  narrower     ${narrower.join(' | ')}`);
    }
  }
}

async function remove({ store }: Hub, name: string): Promise<void> {
  if (await removeVocabulary(store.db, name)) {
    printNote(`${name} is removed.`);
    return;
  }
  throw badUserInput(`${name}: there is no vocabulary of this name. mercia vocabulary list lists them.`);
}
