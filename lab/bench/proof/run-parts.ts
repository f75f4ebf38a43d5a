/** Runs parts one after the other, whatever those before came to, and reads from what each printed whether its claims held. */
import { spawn } from 'node:child_process';
import { CLAIMS, type Claim } from './claims.ts';
import { PARTS, type Part, type PartName } from './parts.ts';

export interface Verdict {
  readonly claim: Claim;
  readonly seen: string;
  /** Null if its part could not be run here. */
  readonly held: boolean | null;
}

export interface PartOutcome {
  readonly name: PartName;
  readonly seconds: number;
  readonly verdicts: readonly Verdict[];
}

export interface Ran {
  /** Null if it was ended by a signal. */
  readonly code: number | null;
  readonly output: string;
}

type Run = (command: string, limitMs: number) => Promise<Ran>;

/** A part that takes so many times as long as it should hangs. */
const PATIENCE = 10;

export async function runPart(name: PartName, run: Run = runScript): Promise<PartOutcome> {
  const { command, minutes, lacks }: Part = PARTS[name];
  const lacking = lacks();
  if (lacking !== null) return leaveOut(name, lacking);
  const from = performance.now();
  const ran = await run(command, minutes * PATIENCE * 60_000);
  return {
    name,
    seconds: (performance.now() - from) / 1000,
    verdicts: claimsOf(name).map((claim) => judge(claim, ran)),
  };
}

/** What a page has of a part that was not run. */
export function leaveOut(name: PartName, why: string): PartOutcome {
  return { name, seconds: 0, verdicts: claimsOf(name).map((claim) => ({ claim, seen: why, held: null })) };
}

function claimsOf(name: PartName): readonly Claim[] {
  return CLAIMS.filter(({ part }) => part === name);
}

function judge(claim: Claim, { code, output }: Ran): Verdict {
  const ended = code === 0 ? '' : `The command ended with ${code === null ? 'a signal' : String(code)}.`;
  const found = claim.read(output);
  if (found === null) return { claim, seen: ended || 'The command printed no such figure.', held: false };
  return { claim, seen: [found.seen, ended].filter(Boolean).join('. '), held: found.held && code === 0 };
}

/** What it prints is shown as progress, too. */
async function runScript(command: string, limitMs: number): Promise<Ran> {
  const { promise, resolve } = Promise.withResolvers<Ran>();
  const child = spawn('npm', ['run', '--silent', ...command.split(' ')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: limitMs,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stderr.write(text);
  });
  child.once('error', (error) => {
    resolve({ code: null, output: `${output}\n${error.message}` });
  });
  child.once('close', (code) => {
    resolve({ code, output });
  });
  return promise;
}
