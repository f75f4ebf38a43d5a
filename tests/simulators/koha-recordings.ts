/** Recorded exchanges of a real Koha: how they are read, and which of them the simulator has no answer for. */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { sharedPath } from '#tests/support/shared.ts';

const recordingSchema = z.object({
  request: z.object({
    method: z.string(),
    url: z.string(),
    auth: z.string().nullish(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown().optional(),
  }),
  response: z.object({
    status: z.number(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    body: z.unknown().optional(),
    body_text: z.string().optional(),
  }),
});

export interface Recording extends z.infer<typeof recordingSchema> {
  /** Without `.json`. */
  readonly name: string;
}

/** What the simulator does not answer, by the name of the recording, and why. */
export const NOT_APPLICABLE: readonly (readonly [names: RegExp, reason: string])[] = [
  [/^sip2-/u, 'SIP2 is another protocol; no adapter speaks it yet'],
  [/^sru-/u, 'SRU through Zebra is another protocol; no adapter speaks it yet'],
  [/^z3950responder-/u, 'z3950_responder is another protocol; no adapter speaks it yet'],
  [
    /^rest-(?:biblio|library|item|patron|account-debit)-(?:post|patch|put|delete)/u,
    'writes of cataloguers and cashiers: they come with the moves',
  ],
  [/^rest-hold-(?:patch|put|suspend|unsuspend)/u, 'changes of a hold that nobody is offered'],
  [/^rest-public-hold-cancel/u, "a patron's own log-in: a service account asks for everybody"],
  [/^rest-patron-\d+-(?:credits|debits)/u, 'what was paid, and single debits: /account tells what is owed'],
];

/** A recorded write, or a try at a password: sent to a world of its own, which nothing else has changed. */
export function isWrite(name: string): boolean {
  return /^rest-(?:hold-(?:post|delete)|renewal-(?!allows)|password-validation)/u.test(name);
}

/** Has no requests: what several interfaces said of the same copies. */
const WITHOUT_REQUESTS = 'states-across-interfaces.json';

/** Every recording of the folder, in the order of their names. */
export function recordedNames(): string[] {
  return readdirSync(sharedPath('recordings', 'koha'))
    .filter((file) => file.endsWith('.json') && file !== WITHOUT_REQUESTS)
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted();
}

export function isApplicable(name: string): boolean {
  return !NOT_APPLICABLE.some(([names]) => names.test(name));
}

export function readRecording(name: string): Recording {
  const text = readFileSync(sharedPath('recordings', 'koha', `${name}.json`), 'utf8');
  return { name, ...recordingSchema.parse(JSON.parse(text)) };
}

/** The last value of a header, whatever its case. */
export function header(recording: Recording, name: string): string | undefined {
  return recording.response.headers.findLast(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** All values of a header, in wire order. */
export function headerValues(recording: Recording, name: string): string[] {
  return recording.response.headers
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
}
