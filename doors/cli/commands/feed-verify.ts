import { deletionsPath } from '#feeds/files/export-records.ts';
import { badUserInput } from '#platform/errors.ts';
import { describeManifest, type FeedPosition } from '#feed-log/index.ts';
import type { Command } from 'commander';
import { toPosition } from '../feeds/position-flag.ts';
import { readFiles } from '../feeds/verify/read-files.ts';
import { createReceived } from '../feeds/verify/received.ts';
import {
  harvestAndVerify,
  verify,
  type BucketDifference,
  type Verdict,
  type VerifyOptions,
} from '../feeds/verify/verify.ts';
import { printJson, printLine, printNote } from '../output.ts';
import { showCount, type Progress } from '../progress.ts';
import { createShutdown } from '../shutdown.ts';
import { wholeNumber } from '../whole-number.ts';

interface VerifyFlags {
  readonly manifest?: string;
  readonly at?: FeedPosition;
  readonly deletions?: string;
  readonly buckets: number;
  readonly json?: boolean;
}

const USUAL_BUCKETS = 20;
const NAMED_UNREAD = 20;

const WORDS: Readonly<Record<Exclude<keyof BucketDifference, 'bucket'>, string>> = {
  altered: 'other than published',
  lacking: 'not received',
  notDeleted: 'deleted, and still there',
  wronglyDeleted: 'there, and received as deleted',
  deletionLacking: 'deleted, and not received as deleted',
  tooMany: 'not published',
};

export function registerFeedVerify(feed: Command): void {
  feed
    .command('verify')
    .description('compare a harvest, or an exported file, with the manifest; name what differs')
    .argument('<source>', 'base address of a repository (…/oai/editions), or a file of "mercia export records"')
    .option('--manifest <url>', 'address of the manifest (…/manifest/editions); that of a base address is known')
    .option('--at <epoch:position>', 'position of an exported file, as the export printed it', toPosition)
    .option('--deletions <file>', 'the file of deletions; beside the exported file if not given')
    .option('--buckets <number>', 'look into so many of the buckets that differ', wholeNumber, USUAL_BUCKETS)
    .option('--json', 'one line that a script can read')
    .addHelpText(
      'after',
      '\nExit codes: 0 everything is as published; 1 something differs, or nothing could be compared.',
    )
    .action(verifySource);
}

async function verifySource(source: string, flags: VerifyFlags): Promise<void> {
  const shutdown = createShutdown();
  const received = createReceived();
  const progress = showCount('entries');
  const options = { received, buckets: flags.buckets, signal: shutdown.signal };
  try {
    const isAddress = /^https?:\/\//.test(source);
    const verdict = isAddress
      ? await verifyHarvest(source, flags, options, progress)
      : await verifyFile(source, flags, options, progress);
    progress.stop();
    if (verdict.differing > 0) process.exitCode = 1;
    if (flags.json === true) printJson(verdict);
    else print(verdict);
  } finally {
    progress.stop();
    await shutdown.close();
  }
}

type Options = Omit<VerifyOptions, 'manifest'>;

async function verifyHarvest(
  source: string,
  flags: VerifyFlags,
  options: Options,
  progress: Progress,
): Promise<Verdict> {
  const address = source.replace(/\/+$/, '');
  const manifest = flags.manifest ?? address.replace(/\/oai\/(?=[^?]*$)/, '/manifest/');
  if (manifest === address) throw badUserInput(`${address} has no /oai/ in it: name its manifest with --manifest.`);
  const unread = noteUnread();
  const verdict = await harvestAndVerify(
    { ...options, manifest },
    { address, onUnread: unread.note, onPage: progress.update },
  );
  unread.end();
  return verdict;
}

async function verifyFile(records: string, flags: VerifyFlags, options: Options, progress: Progress): Promise<Verdict> {
  const { manifest } = flags;
  if (manifest === undefined) throw badUserInput('Say with --manifest URL what the file is to be compared with.');
  const deletions =
    flags.deletions ?? deletionsPath(records, /\.ndjson(?:\.gz)?$/.test(records) ? 'ndjson' : 'iso2709');
  const onRecords = (count: number): void => {
    progress.update(count, null);
  };
  const unread = noteUnread();
  await readFiles({ records, deletions, received: options.received, onUnread: unread.note, onRecords });
  unread.end();
  return verify({ ...options, manifest }, flags.at ?? null);
}

/** The first ones are named: of a file of another kind no record can be read. */
function noteUnread() {
  let count = 0;
  return {
    note: (what: string): void => {
      count += 1;
      if (count <= NAMED_UNREAD) printNote(`cannot be read: ${what}`);
    },
    end: (): void => {
      if (count > NAMED_UNREAD) printNote(`and ${count - NAMED_UNREAD} more cannot be read`);
    },
  };
}

function print({ manifest, differing, differences }: Verdict): void {
  printLine(describeManifest(manifest));
  if (differing === 0) {
    printLine('Everything was received as it was published.');
    return;
  }
  printLine(`${differing} of 4,096 buckets differ:`);
  for (const { bucket, ...kinds } of differences) {
    for (const [kind, identifiers] of Object.entries(kinds) as [keyof typeof WORDS, readonly string[]][]) {
      for (const identifier of identifiers) printLine(`  ${bucket}  ${identifier}  ${WORDS[kind]}`);
    }
  }
  if (differing > differences.length) printLine(`  and ${differing - differences.length} buckets more (--buckets)`);
}
