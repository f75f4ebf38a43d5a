/** Who borrows in the demo region. Everybody is invented. */
import type { DemoSystemId } from './libraries.ts';
import type { DemoPersonId } from './persons.ts';

/** Names that stand on no one's card, so that finding one in an answer proves a leak. */
export const READER_SURNAMES = [
  'Quillfeather',
  'Thistlewick',
  'Marrowbanks',
  'Pennyfoldge',
  'Larksworthy-Ott',
  'Brambleforth',
  'Ousegrave',
  'Wimblecrake',
] as const;

/** A reader whom the demonstration knows by name: a registration at one library, with the card and PIN that link it. */
export interface DemoCard {
  /** Who signs in and has it; null for a reader who is there to be looked at. */
  readonly person: DemoPersonId | null;
  readonly library: string;
  readonly system: DemoSystemId;
  /** Owner code of the site that registered the reader. */
  readonly branch: string;
  readonly card: string;
  /** Worthless: it opens a simulated account. */
  readonly pin: string;
  readonly surname: string;
  readonly forenames: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly email: string;
  readonly standing: 'good' | 'expired' | 'barred';
}

const ROWAN = { surname: 'Alderhithe', forenames: 'Rowan', birthDate: '1994-05-17', email: 'r.alderhithe@example.org' };
const INES = { surname: 'Corvedale', forenames: 'Ines', birthDate: '1987-11-02', email: 'ines.corvedale@example.org' };
const OSWIN = { surname: 'Onnybrook', forenames: 'Oswin', birthDate: '1979-01-23', email: 'o.onnybrook@example.org' };
const EDDA = { surname: 'Harberrow', forenames: 'Edda', birthDate: '1971-04-09', email: 'edda.harberrow@example.org' };
const GRETA = { surname: 'Whitcliffe', forenames: 'Greta', birthDate: '1966-08-30', email: 'g.whitcliffe@example.org' };

/** The junior doctor moves from trust to trust, and has a card at each. */
export const DEMO_CARDS: readonly DemoCard[] = [
  {
    ...ROWAN,
    person: 'reader',
    library: 'severnhythe',
    system: 'koha-a',
    branch: 'MAIN',
    card: '21001004711',
    pin: '7391-sev',
    standing: 'good',
  },
  {
    ...ROWAN,
    // As the second desk wrote it.
    surname: 'ALDERHITHE',
    forenames: 'Rowan J',
    person: 'reader',
    library: 'tamehollow',
    system: 'koha-b',
    branch: 'MAIN',
    card: '22002000815',
    pin: '7391-tam',
    standing: 'good',
  },
  {
    ...ROWAN,
    person: 'reader',
    library: 'temestead',
    system: 'symphony-d',
    branch: 'TEM-GEN',
    card: '29004000311',
    pin: '7391-tem',
    standing: 'good',
  },
  {
    ...INES,
    person: 'other-reader',
    library: 'fosseholm',
    system: 'koha-c',
    branch: 'FOS',
    card: '23003000042',
    pin: '2864-fos',
    standing: 'good',
  },
  {
    ...OSWIN,
    person: null,
    library: 'clentwood',
    system: 'koha-a',
    branch: 'LIB',
    card: '21001009981',
    pin: '5520-clw',
    standing: 'barred',
  },
  {
    ...GRETA,
    person: null,
    library: 'tamehollow',
    system: 'koha-b',
    branch: 'DEN',
    card: '22002000233',
    pin: '6107-tam',
    standing: 'expired',
  },
  {
    ...EDDA,
    person: null,
    library: 'leamsworth',
    system: 'symphony-d',
    branch: 'LEAM',
    card: '29004000786',
    pin: '4418-lea',
    standing: 'expired',
  },
];
