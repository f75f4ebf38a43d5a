/** Which values are plainly codes of a system, and nobody's name, card or number. */

const LONGEST_CODE = 16;
const CODE = new RegExp(String.raw`^[A-Za-z0-9*][A-Za-z0-9._/+*-]{0,${LONGEST_CODE - 1}}$`);
const NEVER: readonly RegExp[] = [
  // Cards, barcodes, telephones, numbers of records and of patients.
  /\d{5}/,
  // `Smith`, `smith`, `jsmith2`; a word in capitals may be one too, and is listed for the library to look at.
  /^[A-Z][a-z]{2,}$/,
  /^[a-z]{5,}\d*$/,
  // `MRSSMITH`, `dr.ashworth`
  /^(mr|mrs|ms|miss|dr|prof|sister|nurse)[._-]?[a-z]{3}/i,
  // `j.smith`, `SMITH_J`, `SmithJ`
  /^[a-z][._-][a-z]{3,}$/i,
  /^[a-z]{3,}[._][a-z]$/i,
  /^[A-Z][a-z]{2,}[A-Z][a-z]*$/,
  /^[a-z]{2,}\.[a-z]{2,}$/i,
  // A postcode.
  /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/i,
  // An address of a machine.
  /^\d{1,3}(\.\d{1,3}){3}$/,
];

/** Words for how a copy stands, and what it is for, that systems write in full. */
const PLAIN_WORDS = new Set(
  `available|on shelf|on the shelf|in stock|in place|on loan|checked out|overdue|reserved|on hold|on hold shelf|on order|in transit|lost|lost on loan|missing|withdrawn|damaged|in repair|binding|in process|cataloguing|not for loan|reference|reference only|for reference only|standard|standard loan|short loan|restricted|in transit for hold|on display|stock check|true|false|yes|no|deleted|persistent|transient`.split(
    '|',
  ),
);

/** What follows a courtesy title in a text, or the name of a field about people: `Mrs Smith's office`, `surname: Smith`. */
const NAMED: readonly RegExp[] = [
  /\b(?:mr|mrs|ms|miss|dr|prof|professor|sister|nurse)\.?\s+(\p{L}{3,})/giu,
  /(?:surname|first_?name|last_?name|borrower|patron|reader)\w{0,8}[\s:=]+(\p{L}{3,})/giu,
];

/** In small letters. Such a name is no code of the same file. */
export function namesIn(text: string): readonly string[] {
  return NAMED.flatMap((form) => [...text.matchAll(form)].map(([, name = '']) => name.toLowerCase()));
}

/** What stands in the same file or in the region file, in small letters: a code holds none of the names, and is none of the places. */
export interface KnownTexts {
  readonly names: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

export function isPlainCode(value: string, { names, places }: KnownTexts): boolean {
  const small = value.toLowerCase();
  if (places.has(small)) return false;
  if (/^-?\d{1,4}$/.test(value)) return true;
  if (PLAIN_WORDS.has(small)) return true;
  if (!CODE.test(value) || NEVER.some((form) => form.test(value))) return false;
  return [...names].every((name) => !small.includes(name));
}
