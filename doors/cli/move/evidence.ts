import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIGNING_ROLES } from '#domain/evidence.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Command } from 'commander';
import type {
  EnterSampleMutation,
  EvidenceQuery,
  ReportOption,
  SignEvidenceMutation,
} from '../__generated__/answers.ts';
import { askGraph, openGraph, withGraphFlags, type Graph, type GraphFlags } from '../ask-graph.ts';
import type { ReportQuestion } from '../compare/ask-report.ts';
import { chooseSnapshot } from '../compare/choose.ts';
import { printLine, printNote } from '../output.ts';
import { evidencePage, writeEvidenceWorkbook } from './evidence-documents.ts';
import { gateSheet } from './gate-sheet.ts';
import { compareEvidence, countFacts, parseEvidence, readEvidenceFile, type ReadEvidence } from './evidence-file.ts';
import { readSampleFile } from './sample-file.ts';
import { sampleForm } from './sample-form.ts';
import { giveAnswer, writePage } from './write-answer.ts';

const SIGNATURE = /* asks */ `fragment Signed on MoveSignature { role library holder signedBy signedAt }`;
const EVIDENCE = /* asks */ `query Evidence($snapshot: String!, $ledger: String, $plan: String) {
  snapshot(name: $snapshot) { evidence(ledger: $ledger, plan: $plan) { json digest signatures { ...Signed } } } } ${SIGNATURE}`;
const SIGN = /* asks */ `mutation SignEvidence($input: SignEvidenceInput!) {
  signEvidence(input: $input) { signatures { ...Signed } } } ${SIGNATURE}`;
const ENTER = /* asks */ `mutation EnterSample($input: EnterSampleResultsInput!) {
  enterSampleResults(input: $input) { taken refused { line column problem } } }`;

interface EvidenceFlags extends GraphFlags {
  readonly snapshot?: string;
  readonly ledger?: string;
  readonly plan?: string;
  readonly to?: string;
  readonly check?: string;
}

interface SignFlags extends GraphFlags {
  readonly role: string;
  readonly holder: string;
  readonly library?: string;
}

interface VolumetricsFlags extends GraphFlags {
  readonly snapshot?: string;
  readonly since?: string;
  readonly to: string;
}

interface GateFlags extends GraphFlags {
  readonly library: string;
  readonly snapshot?: string;
  readonly ledger?: string;
  readonly hours: string;
  readonly seed: string;
  readonly to?: string;
}

interface SampleFlags extends GraphFlags {
  readonly library: string;
  readonly snapshot?: string;
  readonly seed: string;
  readonly each: string;
  readonly to?: string;
  readonly results?: string;
}

export function registerEvidence(move: Command): void {
  withGraphFlags(move.command('volumetrics'))
    .description('write what a tender asks: how much each library has, lends and grows')
    .option('--snapshot <name>', 'from this snapshot; the newest if not given')
    .option('--since <name>', 'an earlier snapshot, for what has grown')
    .requiredOption('--to <file>', 'a file that ends in .html, .xlsx or .json')
    .action(async (flags: VolumetricsFlags) => writeVolumetrics(await openGraph(flags), flags));

  withGraphFlags(move.command('sample'))
    .description('draw what a library looks at in both systems, or bring back what it found')
    .requiredOption('--library <id>', 'the library')
    .option('--snapshot <name>', 'from this snapshot; the newest if not given')
    .option('--seed <text>', 'the same seed draws the same sample', '1')
    .option('--each <number>', 'how many of each kind', '5')
    .option('--to <file>', 'write it to a file that ends in .csv, .xlsx or .html')
    .option('--results <file>', 'the file that the library sent back, as CSV or XLSX')
    .action(async (flags: SampleFlags) => {
      const graph = await openGraph(flags);
      await (flags.results === undefined ? giveSample(graph, flags) : enterResults(graph, flags, flags.results));
    });

  withGraphFlags(move.command('go-no-go'))
    .description('say on one sheet what must hold before a library moves, and what does not')
    .requiredOption('--library <id>', 'the library')
    .option('--snapshot <name>', 'from this snapshot; the newest if not given')
    .option('--ledger <name>', 'the ledger; the newest of the snapshot if not given')
    .option('--hours <number>', 'how old what was read may be', '24')
    .option('--seed <text>', 'of the sample that was looked at', '1')
    .option('--to <file>', 'write it to a file that ends in .html, .xlsx, .csv or .json')
    .action(async (flags: GateFlags) => giveGates(await openGraph(flags), flags));

  withGraphFlags(move.command('evidence'))
    .description('write the evidence of a move, or make every number of it again')
    .option('--snapshot <name>', 'from this snapshot; the newest if not given')
    .option('--ledger <name>', 'with this ledger')
    .option('--plan <name>', 'with this plan')
    .option('--to <folder>', 'where evidence.json, evidence.html and evidence.xlsx are written')
    .option('--check <file>', 'an evidence.json: says which numbers differ now')
    .action(async (flags: EvidenceFlags) => {
      const graph = await openGraph(flags);
      if (flags.check !== undefined) return check(graph, flags.check);
      if (flags.to === undefined) throw badUserInput('Name a folder with --to, or a file with --check.');
      return writeEvidence(graph, flags, flags.to);
    });

  withGraphFlags(move.command('sign'))
    .description('sign evidence in a role, after every number of it was made again')
    .argument('<file>', 'the evidence.json')
    .requiredOption('--role <role>', SIGNING_ROLES.join(', '))
    .requiredOption('--holder <name>', 'the name of whoever holds the role')
    .option('--library <id>', 'the library, for the role LIBRARY')
    .action(async (file: string, flags: SignFlags) => sign(await openGraph(flags), file, flags));
}

async function writeVolumetrics(graph: Graph, { snapshot: name, since, to }: VolumetricsFlags): Promise<void> {
  const snapshot = await chooseSnapshot(graph, name);
  const options = since === undefined ? [] : [{ name: 'since', value: since }];
  const question = { name: 'volumetrics', snapshot, library: null, system: null, options };
  await giveAnswer(graph, question, { path: to });
}

async function sampleQuestion(
  graph: Graph,
  { library, snapshot: name, seed, each }: SampleFlags,
): Promise<ReportQuestion> {
  const options: readonly ReportOption[] = [
    { name: 'seed', value: seed },
    { name: 'each', value: each },
  ];
  return { name: 'move-sample', snapshot: await chooseSnapshot(graph, name), library, system: null, options };
}

async function giveGates(graph: Graph, { library, snapshot: name, ledger, hours, seed, to }: GateFlags): Promise<void> {
  const options = [
    { name: 'hours', value: hours },
    ...(ledger === undefined ? [] : [{ name: 'ledger', value: ledger }]),
    { name: 'seed', value: seed },
  ];
  const snapshot = await chooseSnapshot(graph, name);
  const question = { name: 'go-no-go', snapshot, library, system: null, options };
  await giveAnswer(graph, question, { path: to, page: gateSheet });
}

async function giveSample(graph: Graph, flags: SampleFlags): Promise<void> {
  await giveAnswer(graph, await sampleQuestion(graph, flags), {
    path: flags.to,
    tables: ['sample'],
    page: (shown, sections) => sampleForm(shown, sections, flags),
    next: ` When it is filled in: mercia move sample --library ${flags.library} --seed ${flags.seed} --results FILE`,
  });
}

async function enterResults(graph: Graph, flags: SampleFlags, file: string): Promise<void> {
  // Read first: what cannot be read is nobody's finding.
  const { results, open, faults } = await readSampleFile(file);
  const { snapshot } = await sampleQuestion(graph, flags);
  const { library, seed, each } = flags;
  const input = { snapshot: snapshot.name, library, seed, each: Number(each), results };
  const { enterSampleResults } = await askGraph<EnterSampleMutation>(graph, ENTER, { input });
  const { taken, refused } = enterSampleResults;
  printLine(`${taken} rows are entered, ${open} are still to do, ${refused.length + faults.length} were refused.`);
  for (const fault of faults) printNote(fault);
  for (const { line, column, problem } of refused)
    printNote(`Line ${line}${column === null ? '' : `, column "${column}"`}: ${problem}`);
  if (refused.length + faults.length > 0) process.exitCode = 1;
}

async function askEvidence(
  graph: Graph,
  of: { readonly snapshot: string; readonly ledger: string | null; readonly plan: string | null },
) {
  const { snapshot } = await askGraph<EvidenceQuery>(graph, EVIDENCE, { ...of });
  const { evidence } = snapshot;
  if (evidence === null) throw new Error('the graph gives no evidence');
  return { read: parseEvidence(evidence.json, 'what the graph gives'), signatures: evidence.signatures };
}

async function writeEvidence(graph: Graph, { snapshot: name, ledger, plan }: EvidenceFlags, to: string): Promise<void> {
  const snapshot = await chooseSnapshot(graph, name);
  const { read, signatures } = await askEvidence(graph, {
    snapshot: snapshot.name,
    ledger: ledger ?? null,
    plan: plan ?? null,
  });
  await mkdir(to, { recursive: true });
  const path = join(to, 'evidence.json');
  await writeFile(path, read.text);
  await writePage(join(to, 'evidence.html'), () => Promise.resolve(evidencePage(read, signatures)));
  await writeEvidenceWorkbook(join(to, 'evidence.xlsx'), read, signatures);
  printLine(
    `Evidence of ${countFacts(read.content)} numbers and rows, SHA-256 ${read.digest}, ${signatures.length} signatures.`,
  );
  printNote(`${path}, evidence.html and evidence.xlsx are written. Check it: mercia move evidence --check ${path}`);
}

/** The same evidence, made again now. */
function again(graph: Graph, { content: { snapshot, ledger, plan } }: ReadEvidence) {
  return askEvidence(graph, { snapshot, ledger, plan });
}

async function check(graph: Graph, file: string): Promise<void> {
  const before = await readEvidenceFile(file);
  const { read, signatures } = await again(graph, before);
  if (read.text === before.text) {
    printLine(
      `All ${countFacts(read.content)} numbers and rows are the same; ${signatures.length} signatures hold for them.`,
    );
    return;
  }
  const differing = compareEvidence(before.content, read.content);
  for (const line of differing) printLine(line);
  printNote(
    differing.length === 0
      ? 'Every number is the same, and the words beside them are not: no signature below this file holds.'
      : `${differing.length} of ${countFacts(before.content)} numbers and rows differ. No signature below this file holds.`,
  );
  process.exitCode = 1;
}

async function sign(graph: Graph, file: string, { role: asked, holder, library }: SignFlags): Promise<void> {
  const role = SIGNING_ROLES.find((one) => one === asked.toUpperCase());
  if (role === undefined) throw badUserInput(`--role: one of ${SIGNING_ROLES.join(', ')}.`);
  const { digest, content } = await readEvidenceFile(file);
  const { snapshot, ledger, plan } = content;
  const input = { snapshot, ledger, plan, digest, role, library: library ?? null, holder };
  const { signEvidence } = await askGraph<SignEvidenceMutation>(graph, SIGN, { input });
  printLine(`Signed: ${digest}. It has ${signEvidence.signatures.length} signatures now.`);
}
