/** `mercia move ledger …`: sets a source beside a target, shows what is unexplained, and has rules signed. */
import { badUserInput } from '#platform/errors.ts';
import { InvalidArgumentError, type Command } from 'commander';
import type {
  DeclareForLedgerMutation,
  LedgerDetailsQuery,
  LedgersQuery,
  MakeLedgerInput,
  MakeLedgerMutation,
} from '../__generated__/answers.ts';
import { askGraph, openGraph, withGraphFlags, type Graph, type GraphFlags } from '../ask-graph.ts';
import { isDone, JOB, registerDrop, toMinute } from '../follow-job.ts';
import { quoted } from '#platform/shell-word.ts';
import { outOf100 } from '../out-of-100.ts';
import { printJson, printLine, printNote, printRows, renderTable } from '../output.ts';
import { createShutdown } from '../shutdown.ts';

const MAKE = /* asks */ `mutation MakeLedger($input: MakeLedgerInput!) { makeLedger(input: $input) { ledger { name } job { ...Job } } } ${JOB}`;
const LIST = /* asks */ `query Ledgers { ledgers { name note state source systems target targetSystem madeAt isDone } }`;
const SHOW = /* asks */ `query LedgerDetails($name: String!) { ledger(name: $name) {
  name note state source systems libraries plan target targetSystem before despite madeAt isDone
  classes { class source carried merged changedByRule droppedByRule notProvable unexplained extra penceFrom penceTo notToldBy }
  rules { name class says rows share digest state signature { signedAs at rows } sample { key field from to } }
  declared { thing choice } } }`;
const SIGN = /* asks */ `mutation SignRule($input: SignRuleInput!) { signRule(input: $input) { ledger { name } } }`;
const ADD = /* asks */ `mutation AddLedgerRule($input: AddLedgerRuleInput!) { addLedgerRule(input: $input) { ledger { name } } }`;
const DROP_RULE = /* asks */ `mutation DropLedgerRule($input: DropLedgerRuleInput!) { dropLedgerRule(input: $input) { ledger { name } } }`;
const DECLARE = /* asks */ `mutation DeclareForLedger($input: DeclareForLedgerInput!) {
  declareForLedger(input: $input) { ledger { declared { thing choice } } } }`;
const DROP = /* asks */ `mutation DropLedger($name: String!) { dropLedger(input: { name: $name }) { name } }`;

type Details = NonNullable<LedgerDetailsQuery['ledger']>;

interface MakeFlags extends GraphFlags {
  readonly source?: string;
  readonly plan?: string;
  readonly systems?: string[];
  readonly libraries?: string[];
  readonly target: string;
  readonly targetSystem: string;
  readonly before?: string;
  readonly note?: string;
  readonly seed?: number;
  readonly sample?: number;
  readonly maxShare?: number;
  readonly tolerance?: number;
  readonly despite?: MakeLedgerInput['despite'];
  readonly again?: boolean;
}

interface SignFlags extends GraphFlags {
  readonly as: string;
  readonly rows: number;
  readonly digest?: string;
}

export function registerLedger(move: Command): void {
  const ledger = move.command('ledger').description('proves row by row that nothing was lost on the way to a target');
  registerMake(ledger);

  withGraphFlags(ledger.command('list').description('list the ledgers, the newest first'))
    .option('--json', 'one JSON line for each ledger')
    .action(async (flags: GraphFlags & { readonly json?: boolean }) => list(await openGraph(flags), flags.json));

  withGraphFlags(
    ledger.command('show').description('show what is unexplained and what is to be signed; exit code 1 if anything is'),
  )
    .argument('<name>', 'its name')
    .option('--json', 'everything, or the rule with --rule, as one line of JSON')
    .option('--rule <name>', 'the sample of one rule')
    .action(async (name: string, flags: GraphFlags & { readonly json?: boolean; readonly rule?: string }) => {
      const details = await readLedger(await openGraph(flags), name);
      if (flags.rule !== undefined) {
        printRule(details, flags.rule, flags.json === true);
        return;
      }
      if (flags.json === true) printJson(details);
      else print(details);
      if (details.isDone !== true) process.exitCode = 1;
    });

  withGraphFlags(ledger.command('sign').description('sign a rule for as much as it explains now'))
    .argument('<name>', 'the ledger')
    .argument('<rule>', 'the rule, as "show" names it')
    .requiredOption('--as <role>', 'as what you sign, such as "systems librarian"')
    .requiredOption('--rows <number>', 'how many rows it explains, as you have seen', toNumber)
    .option(
      '--digest <digest>',
      'of which rows: the digest that "show --rule" gives; nothing is signed if they are others',
    )
    .action(async (name: string, rule: string, { as: signedAs, rows, digest, ...flags }: SignFlags) => {
      const input = { ledger: name, rule, signedAs, rows, digest };
      await askGraph(await openGraph(flags), SIGN, { input });
      printNote(`The rule "${rule}" is signed for ${rows.toLocaleString('en-GB')} rows.`);
    });

  registerRules(ledger);

  withGraphFlags(ledger.command('declare').description('declare what becomes of something that is not compared'))
    .argument('<name>', 'the ledger')
    .argument('<thing>', 'ORDERS, ROUTING, CALENDARS, AUTHORITIES, INTERLIBRARY_REQUESTS or LOAN_HISTORY')
    .argument('<choice>', 'CARRY, ANONYMISE, LEAVE or ASK_THE_SUPPLIER')
    .action(async (name: string, thing: string, choice: string, flags: GraphFlags) => {
      const input = { ledger: name, thing, choice };
      const { declareForLedger } = await askGraph<DeclareForLedgerMutation>(await openGraph(flags), DECLARE, { input });
      const missing = declareForLedger.ledger.declared.filter((one) => one.choice === null).map((one) => one.thing);
      printNote(missing.length === 0 ? 'Everything is declared.' : `Still to be declared: ${missing.join(', ')}.`);
    });

  registerDrop(ledger, {
    what: 'ledger',
    description: 'delete a ledger, with its signatures',
    question: (name) => `Delete the ledger "${name}"?`,
    because: 'its signatures go with it',
    mutation: DROP,
  });
}

function registerMake(ledger: Command): void {
  withGraphFlags(ledger.command('make').description('compare a source with a target, and wait until all is compared'))
    .argument('<name>', 'what it is to be called, such as rehearsal-1')
    .requiredOption('--target <snapshot>', 'the snapshot that shows the target')
    .requiredOption('--target-system <id>', 'which of its systems is the target')
    .option('--source <snapshot>', 'the snapshot that shows the source; that of the plan if not given')
    .option('--plan <name>', 'the plan that says what the target should have')
    .option('--systems <id...>', 'only these systems of the source')
    .option('--libraries <id...>', 'only rows of these libraries')
    .option('--before <snapshot>', 'a snapshot that shows the target before anything was loaded')
    .option('--note <text>', 'what it is for')
    .option('--seed <number>', 'seed of the samples', toNumber)
    .option('--sample <number>', 'rows of each sample', toNumber)
    .option(
      '--max-share <share>',
      'the share of its class, 0 to 1, over which a rule asks for a signature that knew it',
      toNumber,
    )
    .option('--tolerance <share>', 'how much more than when it was signed a rule may explain, 0 to 1', toNumber)
    .option(
      '--despite <what...>',
      'SOURCE_CHANGED: the source has changed since; TARGET_PROBLEM: the target may not be all there',
    )
    .option('--again', 'make it once more; its rules and signatures stay')
    .action(async (name: string, flags: MakeFlags) => make(await openGraph(flags), name, flags));
}

function registerRules(ledger: Command): void {
  const rule = ledger.command('rule').description('rules of the team');
  withGraphFlags(rule.command('add').description('add a rule that explains differences of one field'))
    .argument('<name>', 'the ledger')
    .argument('<rule>', 'what the rule is to be called, such as notes-of-old-system')
    .requiredOption('--class <class>', 'RECORDS, ITEMS, STATEMENTS, READERS, LOANS, HOLDS, CHARGES or BLOCKS')
    .requiredOption('--field <field>', 'the field, as the list of differences names it')
    .requiredOption('--says <sentence>', 'what it says, for whoever signs it')
    .option('--from <pattern>', 'what the field was, with * for any text')
    .option('--to <pattern>', 'what the field became')
    .action(
      async (
        name: string,
        of: string,
        flags: GraphFlags &
          Readonly<Record<'class' | 'field' | 'says', string>> & { readonly from?: string; readonly to?: string },
      ) => {
        const { class: cls, field, says, from = null, to = null } = flags;
        await askGraph(await openGraph(flags), ADD, {
          input: { ledger: name, name: of, class: cls, field, says, from, to },
        });
        printNote(
          `The rule "${of}" is added. Look at its sample: mercia move ledger show ${quoted(name)} --rule ${of}`,
        );
      },
    );
  withGraphFlags(rule.command('drop').description('drop a rule of the team: what it explained is unexplained again'))
    .argument('<name>', 'the ledger')
    .argument('<rule>', 'the rule')
    .action(async (name: string, of: string, flags: GraphFlags) => {
      await askGraph(await openGraph(flags), DROP_RULE, { input: { ledger: name, rule: of } });
      printNote(`The rule "${of}" is gone.`);
    });
}

function toNumber(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('It is no number.');
}

async function make(graph: Graph, name: string, flags: MakeFlags): Promise<void> {
  const { url: _url, tokenFile: _tokenFile, sample, ...asked } = flags;
  const input: MakeLedgerInput = { name, ...asked, sampleSize: sample };
  const { makeLedger } = await askGraph<MakeLedgerMutation>(graph, MAKE, { input });
  const words = {
    goesOn: `The ledger "${name}" is still being made: "mercia move ledger list" shows how it stands.`,
    failed: (why: string) => `The ledger "${name}" is not whole: ${why}. Make it once more with --again.`,
  };
  if (!(await isDone(graph, makeLedger.job, createShutdown().signal, words))) return;
  const details = await readLedger(graph, name);
  print(details);
  if (details.isDone !== true) process.exitCode = 1;
}

async function readLedger(graph: Graph, name: string): Promise<Details> {
  const { ledger } = await askGraph<LedgerDetailsQuery, 'ledger'>(graph, SHOW, { name });
  if (ledger !== null) return ledger;
  throw badUserInput(`There is no ledger "${name}": see "mercia move ledger list".`);
}

function print({ name, source, systems, target, targetSystem, plan, classes, rules, declared, isDone }: Details): void {
  const by = plan === null ? '' : `, by the plan "${plan}"`;
  printLine(`${name}: "${source}" (${systems.join(', ')}) beside "${target}" (${targetSystem})${by}\n`);
  const head = [
    'CLASS',
    'SOURCE',
    'CARRIED',
    'MERGED',
    'BY RULE',
    'DROPPED',
    'NOT PROVABLE',
    'UNEXPLAINED',
    'MORE IN TARGET',
    'NOT TOLD BY',
  ];
  const rows = classes.map((one) =>
    [
      one.class,
      one.source,
      one.carried,
      one.merged,
      one.changedByRule,
      one.droppedByRule,
      one.notProvable,
      // Those of the source, so that the columns add up to SOURCE.
      one.unexplained === null ? null : one.unexplained - (one.extra ?? 0),
      one.extra,
      one.notToldBy.join(', '),
    ].map((cell) => (cell === null ? 'not told' : String(cell))),
  );
  const silent = classes.filter(({ notToldBy }) => notToldBy.length > 0).map((one) => one.class);
  printLine(renderTable([head, ...rows]));
  const used = rules.filter(({ state }) => state !== 'UNUSED');
  if (used.length > 0) {
    const cells = used.map((rule) => [
      rule.name,
      rule.class,
      String(rule.rows),
      `${outOf100(rule.share)} %`,
      rule.state,
      rule.signature === null ? '' : `${rule.signature.signedAs}, ${toMinute(rule.signature.at)}`,
    ]);
    printLine(`\n${renderTable([['RULE', 'CLASS', 'ROWS', 'SHARE', 'STATE', 'SIGNED'], ...cells])}`);
  }
  const missing = declared.filter(({ choice }) => choice === null).map(({ thing }) => thing);
  if (missing.length > 0) printNote(`\nNot declared yet: ${missing.join(', ')}`);
  if (isDone === true) printNote('\nNothing is unexplained, and every rule is signed.');
  else if (isDone === null && silent.length > 0)
    printNote(`\nNot all is told: ${silent.join(', ')}. Harvest the lists, take a snapshot and make the ledger of it.`);
  else printNote(`\nSee each: mercia compare ledger --snapshot ${quoted(target)} --option ledger=${quoted(name)}`);
}

function printRule({ rules }: Details, name: string, json: boolean): void {
  const rule = rules.find((one) => one.name === name);
  if (rule === undefined) throw badUserInput(`--rule: the ledger has no rule "${name}".`);
  if (json) {
    printJson(rule);
    return;
  }
  const share = `${outOf100(rule.share)} % of ${rule.class}`;
  printLine(`${rule.says}\n\n${String(rule.rows)} rows, ${share}; ${rule.state}`);
  if (rule.digest !== null) printLine(`Digest: ${rule.digest}`);
  printLine('');
  const cells = rule.sample.map(({ key, field, from, to }) => [key, field, from ?? '', to ?? '']);
  printLine(renderTable([['ROW', 'FIELD', 'FROM', 'TO'], ...cells]));
}

async function list(graph: Graph, json: boolean | undefined): Promise<void> {
  const { ledgers } = await askGraph<LedgersQuery>(graph, LIST);
  printRows(ledgers, json, {
    none: 'There is no ledger yet. Make one: mercia move ledger make NAME --source SNAPSHOT --target SNAPSHOT --target-system ID',
    head: ['NAME', 'MADE', 'STATE', 'SOURCE', 'TARGET', 'DONE', 'NOTE'],
    toCells: (ledger) => [
      ledger.name,
      toMinute(ledger.madeAt),
      ledger.state,
      `${ledger.source}: ${ledger.systems.join(', ')}`,
      `${ledger.target}: ${ledger.targetSystem}`,
      ledger.isDone === null ? '' : ledger.isDone ? 'yes' : 'no',
      ledger.note ?? '',
    ],
  });
}
