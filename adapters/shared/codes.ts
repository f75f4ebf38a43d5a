/** Codes of a system, compared and shown with care: what is typed by hand decides here who may see what. Pure. */

/** Whether these codes name this one. Blanks around it and the case of letters do not count: "ill " is ILL. */
export function hasCode(codes: readonly string[], code: string | null): boolean {
  return code !== null && codes.some((each) => foldedCode(each) === foldedCode(code));
}

/** What may be a code, and no text. */
const CODE = /^[\p{L}\p{N}_.\-/*+'&#:]{1,20}$/u;

/** Numbers of cards, patients and telephones have more digits in a row than codes. */
const LONG_NUMBER = /\d{7}/;

/** Whether a value may be shown as a code: short, without blanks, and no long number. Any other may hold a reader's name or card. */
export function looksLikeCode(value: string): boolean {
  return CODE.test(value) && !LONG_NUMBER.test(value);
}

function foldedCode(code: string): string {
  return code.trim().toLowerCase();
}
