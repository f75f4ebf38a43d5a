/** JSON from elsewhere, looked at before it is parsed: what is built to be slow would keep everything else waiting. */

/** What a text may have. */
export interface JsonLimits {
  /** Brackets and braces within each other. */
  readonly depth: number;
  /** Lists and objects. */
  readonly containers: number;
  /** Values of lists and objects. */
  readonly values: number;
  /** What to do about a text that has more. */
  readonly help?: string;
}

/** An answer of a library system has a fraction of it: a page of 20,000 copies has fewer lists and objects. */
export const JSON_LIMITS: JsonLimits = { depth: 100, containers: 400_000, values: 5_000_000 };

/** A shorter text is parsed within a millisecond or two, whatever it is. */
const LOOKED_AT_FROM = 64 * 1024;

/** The text has more of something than may be: its message says of what and where. */
export class JsonLimitError extends Error {}

/** Escapes of control characters that no text has (MARC's are kept), and of a backslash: what follows it is no escape. */
const ESCAPED_CONTROL = /\\(?:\\|b|f|u00(?:0[0-8bcef]|1[0-9a-c]|7f))/gi;

/** Without the control characters that no text has. Throws {@link JsonLimitError}, or SyntaxError for what is no JSON. */
export function parseJson(text: string, limits = JSON_LIMITS): unknown {
  if (text.length >= LOOKED_AT_FROM) refuseBeyondLimits(text, limits);
  const hasEscapes = /\\[bfu]/i.test(text);
  const readable = hasEscapes ? text.replaceAll(ESCAPED_CONTROL, (one) => (one === '\\\\' ? one : '')) : text;
  return JSON.parse(readable) as unknown;
}

/** As it stands; null for what is no JSON. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

function refuseBeyondLimits(text: string, limits: JsonLimits): void {
  let [depth, containers, values] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COMMA) values += 1;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      containers += 1;
      if (depth > limits.depth) throw beyond(`${limits.depth} brackets within each other`, at);
      if (containers > limits.containers) throw beyond(`${limits.containers} lists and objects`, at);
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
    if (values > limits.values) throw beyond(`${limits.values} values`, at);
  }
}

/** Where the string that begins there ends; the end of the text if it does not. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

function beyond(what: string, at: number): JsonLimitError {
  return new JsonLimitError(`more than ${what}, at character ${at + 1}`);
}
