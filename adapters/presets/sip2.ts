/** What is taken for true of every SIP2 server of which no transcript was seen: the words of the specification, and no more. */
import type { Claim } from './preset.ts';
import { assumed } from './preset.ts';

const NO_TRANSCRIPT = assumed(
  'no transcript of such a server was found; this is the specification, and what most servers do',
);

export const SIP2_CLAIMS: readonly Claim[] = [
  {
    that: 'the SIP2 server speaks as the specification says, and is logged in to by message 93 where there is a user',
    standing: NO_TRANSCRIPT,
    ask: 'Does the SIP2 server expect a log-in by message 93, by prompts as at a terminal, or none? Does it need a location code (CP) or an institution (AO)?',
    untilThen: 'the log-in may fail; copies are then shown as the last file had them.',
    live: { settings: { dialect: 'generic' } },
  },
  {
    that: 'the SIP2 server writes UTF-8',
    standing: NO_TRANSCRIPT,
    ask: 'In which character set does the SIP2 server write, for instance the letter é: UTF-8, Windows-1252 or code page 850?',
    untilThen: 'copies with letters beyond A to Z in their barcode may not be found, and are shown as unknown.',
    live: { settings: { encoding: 'utf-8' } },
  },
  {
    that: 'the SIP2 server takes messages with sequence number and checksum, and answers with the same',
    standing: NO_TRANSCRIPT,
    ask: 'Does the SIP2 server use sequence numbers and checksums (AY and AZ), and are its own checksums right?',
    untilThen: 'an answer whose checksum is wrong is thrown away, and its copy is shown as the last file had it.',
    live: { settings: { errorDetection: true, strictChecksum: true } },
  },
  {
    that: 'times of the SIP2 server are local times, with blanks for the zone',
    standing: NO_TRANSCRIPT,
    ask: 'Are the times of the SIP2 server local times, and what does it write for the zone?',
    untilThen: 'a due time may be wrong by an hour, and a due date by a day.',
    live: { settings: { zone: 'local' } },
  },
  {
    that: 'the SIP2 server may answer "available" (03) for a copy that is on the hold shelf or on its way between sites',
    standing: assumed('stock servers do, and a copy must not be counted as available in vain'),
    ask: 'What does the SIP2 server answer (18) for a copy on the hold shelf, and for one on its way between two sites?',
    untilThen:
      'copies that the server calls available are shown so, with the remark that they may be on the hold shelf or on their way, and are in no number of available copies.',
    live: { settings: { notTold: ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'] } },
  },
];
