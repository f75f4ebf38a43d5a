/** A letter to the supplier of a system that a preset describes: what Mercia has to know, and what readers see until then. */
import type { Preset } from '#adapters/presets/index.ts';
import type { Region, SystemConfig } from '#domain/region.ts';
import { assumptionsOf } from './assumptions-report.ts';

interface Question {
  readonly ask: string;
  /** What is not known until it is answered, as a reader of the catalogue sees it. */
  readonly untilThen: string;
}

/** Markdown. It names libraries and systems, and neither addresses nor anything that is secret. */
export function letterTo(preset: Preset, system: SystemConfig, region: Pick<Region, 'name' | 'libraries'>): string {
  const libraries = region.libraries.filter((library) => library.system === system.id).map(({ name }) => name);
  const owners = libraries.length === 0 ? [system.name] : libraries;
  const { main, live } = specialQuestions(preset, system);
  const parts = [
    { heading: 'The export', questions: [...EXPORT_QUESTIONS, ...main] },
    ...(preset.live === null && system.live === undefined
      ? [{ heading: 'SIP2', questions: live }]
      : [
          { heading: 'SIP2', questions: [...sip2Questions(system), ...live] },
          { heading: 'Accounts of readers', questions: ACCOUNT_QUESTIONS },
        ]),
  ];
  return [
    `# ${preset.title}: what the catalogue of ${region.name} needs to know`,
    '',
    `To ${preset.supplier}`,
    '',
    'Dear colleagues,',
    '',
    [
      `${listOf(owners)} ${owners.length > 1 ? 'use' : 'uses'} ${preset.title}. The holdings are to appear in the shared catalogue of`,
      `${region.name}, with what is on the shelf and what is on loan. The catalogue only reads, unless we agree otherwise below, and it`,
      'shows nothing as available that your system has not said is available.',
    ].join(' '),
    '',
    'We would be grateful for answers to these questions. Behind each of them stands what readers see until it is answered.',
    '',
    ...numbered(parts),
    'Please send no password and no PIN by e-mail: tell us whom to telephone, or use the way that your security team prefers.',
    '',
    'With many thanks,',
    '',
    `the library staff of ${listOf(owners)}`,
    '',
  ].join('\n');
}

function numbered(
  sections: readonly { readonly heading: string; readonly questions: readonly Question[] }[],
): readonly string[] {
  let number = 0;
  return sections.flatMap(({ heading, questions }) =>
    questions.length === 0
      ? []
      : [
          `## ${heading}`,
          '',
          ...questions.map(({ ask, untilThen }) => `${(number += 1)}. ${ask}\n    *Until then:* ${untilThen}`),
          '',
        ],
  );
}

/** What the preset takes for true, as far as the region file has not said it itself. */
function specialQuestions(
  preset: Preset,
  system: SystemConfig,
): { readonly main: readonly Question[]; readonly live: readonly Question[] } {
  const questions = assumptionsOf(system, preset).map(({ ask, untilThen, settings }) => ({
    isLive: settings.length === 0 || settings.some((path) => path.startsWith('live.')),
    question: { ask, untilThen },
  }));
  // Without a live part nothing of it is in use yet, and all of it has to be asked.
  const planned =
    system.live === undefined && preset.live !== null
      ? preset.claims.flatMap(({ ask, untilThen = '', live }) =>
          ask === undefined || live === undefined ? [] : [{ ask, untilThen }],
        )
      : [];
  return {
    main: questions.filter(({ isLive }) => !isLive).map(({ question }) => question),
    live: [...questions.filter(({ isLive }) => isLive).map(({ question }) => question), ...planned],
  };
}

const EXPORT_QUESTIONS: readonly Question[] = [
  {
    ask: 'How often can the export be written, at what time, and where is it put: SFTP, a folder, or an address?',
    untilThen: 'copies are shown as they were when the last file was written, with that date.',
  },
  {
    ask: 'Is a full export really full: every title and every copy that the library owns, and can you tell us the numbers of both with each file?',
    untilThen:
      'if a file has far fewer titles than the one before, it is not taken in, and what the library no longer owns is still shown.',
  },
  {
    ask: 'How do we see that a file is written to its end: by its name, by a second file, or by a last line?',
    untilThen: 'we wait until it no longer grows, and a file that was cut is refused as a whole.',
  },
  {
    ask: 'Which columns or fields does the export have, and what does each code in them mean: status, loan type, location, site?',
    untilThen:
      'copies with a code that nobody has explained are shown as unknown, and copies of an unknown site are not shown.',
  },
  {
    ask: 'In which character set is the file written, and in which time zone are its times?',
    untilThen: 'we look at the bytes to find out, and take the times for those of Britain.',
  },
  {
    ask: 'Are there titles or copies that the public must not see, and how are they marked in the export? Please leave out everything about readers.',
    untilThen:
      'everything that the export contains of titles and copies is shown, and columns about readers are never read.',
  },
];

function sip2Questions({ live }: SystemConfig): readonly Question[] {
  const known = live === undefined ? '' : 'We have been told an address. ';
  return [
    {
      ask: `${known}At which host and port does the SIP2 server answer, and from which addresses may it be asked?`,
      untilThen: 'copies are shown as the last file had them, not as they are now.',
    },
    {
      ask: 'Can the connection be encrypted by TLS? If not, can there be a tunnel (VPN or SSH) from our server to yours?',
      untilThen: 'only questions about copies are asked, and none about a reader.',
    },
    {
      ask: 'How many connections may be open at once, and how many licences do they take?',
      untilThen: 'one connection is used; when many titles are asked for at once, some are shown as last known.',
    },
    {
      ask: [
        'Please send us a transcript of your server, question and answer as they go over the wire, with version and date:',
        'status (99, 98), log-in (93, 94), and item information (17, 18) for a copy that is in its place, on loan, reserved and on the hold',
        'shelf, on its way to another site, for reference only, lost, missing, withdrawn, and for a barcode that does not exist.',
      ].join(' '),
      untilThen: 'the words of the specification are believed, and whatever is not in them is shown as unknown.',
    },
    {
      ask: 'Do the barcodes in SIP2 look exactly as in the export, with the same zeros in front and the same capitals?',
      untilThen: 'a copy that is not found under its barcode is shown as unknown, never as not available.',
    },
  ];
}

const ACCOUNT_QUESTIONS: readonly Question[] = [
  {
    ask: [
      'May readers see their loans and renew them through the catalogue? Then we need a card of an invented reader, with PIN, two loans and',
      'one hold, and a transcript of patron information (63, 64) with the right and with a wrong PIN, of a renewal (29, 30), and of a hold (15, 16).',
    ].join(' '),
    untilThen: 'no account is asked for, and nothing is renewed or reserved.',
  },
  {
    ask: 'Does the server refuse a card with a wrong PIN, and does it lock the card after several?',
    untilThen: 'no PIN is sent.',
  },
];

function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
