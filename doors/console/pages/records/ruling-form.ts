/** The form in which people decide of two records, in three steps: choose, look at what would change, confirm. */

/** `NONE` takes a decision back. */
export type Choice = 'SAME' | 'DIFFERENT' | 'NONE';

export interface RulingForm {
  /** `CHOOSE`: the choice is to be shown again, to be changed. */
  readonly step: 'CHOOSE' | 'PREVIEW' | 'DECIDE';
  /** Null if none was made. */
  readonly choice: Choice | null;
  readonly note: string;
  /** Id of the ruling that was seen; null if there was none. */
  readonly seen: string | null;
}

export const NOTE_MAX = 1_000;

export const EMPTY_FORM: RulingForm = { step: 'CHOOSE', choice: null, note: '', seen: null };

const CHOICES: readonly Choice[] = ['SAME', 'DIFFERENT', 'NONE'];

export function readForm(form: URLSearchParams): RulingForm {
  const step = form.get('step');
  return {
    step: step === 'preview' ? 'PREVIEW' : step === 'decide' ? 'DECIDE' : 'CHOOSE',
    choice: CHOICES.find((choice) => choice === form.get('decision')) ?? null,
    note: (form.get('note') ?? '').replaceAll('\r\n', '\n').trim(),
    seen: form.get('seen') === '' ? null : form.get('seen'),
  };
}

/** The fields of a form, as {@link readForm} reads them. */
export function writeForm({ step, choice, note, seen }: RulingForm): Record<string, string> {
  return { step: step.toLowerCase(), decision: choice ?? '', note, seen: seen ?? '' };
}

/** What is wrong with the form, and at which of its fields. */
export interface Fault {
  readonly field: 'decision' | 'note';
  readonly message: string;
}

/** Null if it can be shown what would change. */
export function faultOf({ choice, note }: RulingForm): Fault | null {
  if (choice === null) return { field: 'decision', message: 'Choose whether they are one edition or two' };
  const length = Array.from(note).length;
  if (length <= NOTE_MAX) return null;
  return {
    field: 'note',
    message: `The reason must be 1,000 characters or less; it has ${length.toLocaleString('en-GB')}`,
  };
}
