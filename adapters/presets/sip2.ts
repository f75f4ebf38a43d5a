/** What is taken for true of every SIP2 server of which no transcript was seen: the words of the specification. */
import type { Claim } from './preset.ts';
import { assumed } from './preset.ts';

const NO_TRANSCRIPT = assumed(
  'no transcript of such a server was found; this is the specification, and what most servers do',
);

export const SIP2_CLAIMS: readonly Claim[] = [
  {
    that: 'the SIP2 server is asked to log in by message 93',
    standing: NO_TRANSCRIPT,
    ask: 'Does the SIP2 server expect a log-in by message 93, by prompts as at a terminal, or none? Does it need a location code (CP)?',
    live: { settings: { logIn: 'message' } },
  },
  {
    that: 'the SIP2 server writes UTF-8',
    standing: NO_TRANSCRIPT,
    ask: 'In which character set does the SIP2 server write, for instance the letter é: UTF-8, Windows-1252 or code page 850?',
    live: { settings: { encoding: 'utf-8' } },
  },
  {
    that: 'the SIP2 server takes messages with sequence number and checksum, and answers with the same',
    standing: NO_TRANSCRIPT,
    ask: 'Does the SIP2 server use sequence numbers and checksums (AY and AZ), and are its own checksums right?',
    live: { settings: { errorDetection: true } },
  },
  {
    that: 'times of the SIP2 server are local times, with blanks for the zone',
    standing: NO_TRANSCRIPT,
    ask: 'Are the times of the SIP2 server local times, and what does it write for the zone?',
    live: { settings: { zone: 'local' } },
  },
];
