/** Values that are nobody's but one reader's, made so that finding one anywhere says whose it is and what it was. */

import { createTextFinder } from './find-texts.ts';

export type Owner = 'A' | 'B' | 'C';

export interface Mark {
  readonly owner: Owner;
  /** Where it was planted: `koha-n surname`. */
  readonly what: string;
  readonly text: string;
  /** Whether answers to its owner show it; no one is ever shown the others. */
  readonly told: boolean;
}

/** What a text has to look like for the place that it is planted in. */
type Form = 'word' | 'number' | 'card' | 'mail' | 'day';

export class Marks {
  readonly #planted: Mark[] = [];

  /** Every mark planted so far. */
  get all(): readonly Mark[] {
    return this.#planted;
  }

  /** A text that nobody is ever shown. */
  hide(owner: Owner, what: string, form: Form = 'word'): string {
    return this.#plant(owner, what, form, false);
  }

  /** A text that stands in the owner's own account. */
  tell(owner: Owner, what: string): string {
    return this.#plant(owner, what, 'word', true);
  }

  /** The same as {@link hide}, for systems that number their rows. */
  number(owner: Owner, what: string): number {
    return Number(this.hide(owner, what, 'number'));
  }

  /** One hidden text for all places that ask for it. */
  same(owner: Owner, what: string, form: Form): string {
    const known = this.#planted.find((mark) => mark.owner === owner && mark.what === what);
    return known?.text ?? this.hide(owner, what, form);
  }

  /** The text planted at a place, for what has to ask with it. */
  textOf(owner: Owner, what: string): string {
    const found = this.#planted.find((mark) => mark.owner === owner && mark.what === what);
    if (found === undefined) throw new Error(`nothing of ${owner} was planted as ${what}`);
    return found.text;
  }

  #plant(owner: Owner, what: string, form: Form, told: boolean): string {
    const text = FORMS[form](owner, this.#planted.length);
    this.#planted.push({ owner, what, text, told });
    return text;
  }
}

const OWNERS: readonly Owner[] = ['A', 'B', 'C'];

/** No clock, counter or port of a test run comes near these. */
const FORMS: Readonly<Record<Form, (owner: Owner, serial: number) => string>> = {
  word: (owner, serial) => `Tainted${owner}${letters(serial)}`,
  number: (owner, serial) => String(715_000_000 + OWNERS.indexOf(owner) * 1_000_000 + serial * 37 + 11),
  card: (owner, serial) => String(29_715_000_000_000 + OWNERS.indexOf(owner) * 1_000_000 + serial * 37 + 11),
  mail: (owner, serial) => `tainted.${letters(serial)}.${owner.toLowerCase()}@readers.example`,
  day: (owner, serial) =>
    `${String(1801 + (serial % 190))}-0${String(OWNERS.indexOf(owner) + 1)}-${String(11 + Math.floor(serial / 190))}`,
};

/** Three letters: what stems words or splits them at digits leaves them whole. */
function letters(serial: number): string {
  const alphabet = 'bcdfghjklmnpqrtvwxz';
  return [19 * 19, 19, 1].map((place) => alphabet[Math.floor(serial / place) % 19]).join('');
}

/** How to look for marks in many texts. */
export type MarkFinder = (text: string) => readonly Mark[];

/** Finds the marks that a text holds, as they are or as programs commonly write them. */
export function createMarkFinder(marks: readonly Mark[]): MarkFinder {
  const forms = marks.map((mark) => ({ mark, folded: foldedForms(mark.text), encoded: base64Forms(mark.text) }));
  const findFolded = createTextFinder(forms.flatMap(({ folded }) => folded));
  const findEncoded = createTextFinder(forms.flatMap(({ encoded }) => encoded));
  return (text) => {
    const found = [findFolded(text.toLowerCase()), findEncoded(text)] as const;
    return forms
      .filter(
        ({ folded, encoded }) =>
          folded.some((form) => found[0].has(form)) || encoded.some((form) => found[1].has(form)),
      )
      .map(({ mark }) => mark);
  };
}

function foldedForms(text: string): readonly string[] {
  const low = text.toLowerCase();
  const hex = [text, low].map((written) => Buffer.from(written).toString('hex'));
  return [low, encodeURIComponent(low), ...hex];
}

/** A text inside a longer one is written in one of three ways, by where it begins; letters at its edges mix with others. */
function base64Forms(text: string): readonly string[] {
  return [text, text.toLowerCase()].flatMap((written) =>
    [0, 1, 2].flatMap((before) => {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(written)]);
      const from = before === 0 ? 0 : before + 1;
      const to = Math.floor((bytes.length * 8) / 6);
      return [bytes.toString('base64').slice(from, to), bytes.toString('base64url').slice(from, to)];
    }),
  );
}
