/**
 * What libraries' records hold, made readable in a page: marks that turn a line are left out, writing from right to left keeps to
 * itself, and what has no blank may be broken. Pure; at the end of rendering, so that no page and no part can forget it.
 */

/** An element whose text no mark may stand in (`text` is that of a picture), but for the end of its last tag. */
const UNMARKED = '<(title|textarea|option|script|style|text)\\b[^>]*>[\\s\\S]*?<\\/\\1(?=>)';
/** That, a tag, or a text. Nothing is written unescaped, so that each `<` begins a tag. */
const PARTS = new RegExp(`${UNMARKED}|<[^>]*>|[^<]+`, 'g');

/**
 * Turns the direction of all that follows in its line: what is said of a copy could not be read. And control characters, which no page
 * may have. Nothing shows these.
 */
const TURNS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;
const HAS_TURNS = new RegExp(TURNS, '');

/** A letter of Hebrew, Arabic, Syriac, Thaana, N'Ko, and of their forms. */
const RIGHT_TO_LEFT = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc';
const HAS_RIGHT_TO_LEFT = new RegExp(`[${RIGHT_TO_LEFT}]`);
/** From the first such letter to the last with no letter of another direction between. */
const RUN = new RegExp(`[${RIGHT_TO_LEFT}](?:[^\\p{L}<>&]*[${RIGHT_TO_LEFT}])*`, 'gu');
const BEGINS_RIGHT_TO_LEFT = new RegExp(`^[^\\p{L}]*[${RIGHT_TO_LEFT}]`, 'u');

/** What is longer than this without a blank does not fit a telephone; in characters, an escaped one counts as one. */
const LONGEST = 40;
const PIECE = 20;
const CHARACTER = '(?:&[a-z0-9#]+;|[^\\s<&])';
const UNBROKEN = new RegExp(`${CHARACTER}{${LONGEST + 1},}`, 'gu');
/** A text behind the end of a tag, or at the beginning; and one that may hold something so long: hardly any does. */
const TEXTS = new RegExp(`${UNMARKED}|(^|>)([^<]+)`, 'g');
const LONG_TEXTS = new RegExp(`${UNMARKED}|(^|>)([^<]{${LONGEST + 1},})`, 'g');
const PIECES = new RegExp(`${CHARACTER}{${PIECE}}\\p{M}*(?=.)`, 'gu');

/** `html` as it was rendered: all of a page, or a part. Attributes stay as they are, because forms send them back. */
export function readableHtml(html: string): string {
  // What hardly any page has is looked for once in the whole of it, and not in each of its thousand texts.
  const plain = HAS_TURNS.test(html) ? html.replaceAll(PARTS, withoutTurnsIn) : html;
  const turnsLines = HAS_RIGHT_TO_LEFT.test(plain);
  return plain.replaceAll(
    turnsLines ? TEXTS : LONG_TEXTS,
    (part: string, element: string | undefined, before: string, text: string) => {
      if (element !== undefined) return part;
      const broken = text.replaceAll(UNBROKEN, (run) => run.replaceAll(PIECES, '$&<wbr>'));
      return before + (turnsLines ? inItsDirection(broken) : broken);
    },
  );
}

/** Of a tag its attributes are left. */
function withoutTurnsIn(part: string): string {
  const inside = part.startsWith('<') ? part.indexOf('>') : 0;
  return part.slice(0, inside) + part.slice(inside).replaceAll(TURNS, '');
}

function inItsDirection(text: string): string {
  if (!HAS_RIGHT_TO_LEFT.test(text)) return text;
  // A text that begins so is a title, whose words of other writing belong in its order.
  return BEGINS_RIGHT_TO_LEFT.test(text) ? `<bdi>${text}</bdi>` : text.replaceAll(RUN, '<bdi>$&</bdi>');
}
