/** Labels as a sheet that prints: one HTML file without script, three in a row on A4. Bars are Code 39, which every scanner of libraries reads. Pure. */

/**
 * What each character is, after ISO/IEC 16388 (Code 39): nine bars and spaces by turns, the first a bar, `w` for wide. `*` begins and ends.
 */
const CODE_39: Readonly<Record<string, string>> = {
  ...{ 0: 'nnnwwnwnn', 1: 'wnnwnnnnw', 2: 'nnwwnnnnw', 3: 'wnwwnnnnn', 4: 'nnnwwnnnw', 5: 'wnnwwnnnn' },
  ...{ 6: 'nnwwwnnnn', 7: 'nnnwnnwnw', 8: 'wnnwnnwnn', 9: 'nnwwnnwnn', A: 'wnnnnwnnw', B: 'nnwnnwnnw' },
  ...{ C: 'wnwnnwnnn', D: 'nnnnwwnnw', E: 'wnnnwwnnn', F: 'nnwnwwnnn', G: 'nnnnnwwnw', H: 'wnnnnwwnn' },
  ...{ I: 'nnwnnwwnn', J: 'nnnnwwwnn', K: 'wnnnnnnww', L: 'nnwnnnnww', M: 'wnwnnnnwn', N: 'nnnnwnnww' },
  ...{ O: 'wnnnwnnwn', P: 'nnwnwnnwn', Q: 'nnnnnnwww', R: 'wnnnnnwwn', S: 'nnwnnnwwn', T: 'nnnnwnwwn' },
  ...{ U: 'wwnnnnnnw', V: 'nwwnnnnnw', W: 'wwwnnnnnn', X: 'nwnnwnnnw', Y: 'wwnnwnnnn', Z: 'nwwnwnnnn' },
  ...{ '-': 'nwnnnnwnw', '.': 'wwnnnnwnn', ' ': 'nwwnnnwnn', $: 'nwnwnwnnn', '/': 'nwnwnnnwn', '+': 'nwnnnwnwn' },
  ...{ '%': 'nnnwnwnwn', '*': 'nwnnwnwnn' },
};
const END = '*';
const WIDE = 3;
const HEIGHT = 30;
/** Modules without a bar on either side. */
const QUIET = 10;

export interface Label {
  /** Null if no number was given to it yet. */
  readonly barcode: string | null;
  readonly before: string | null;
  readonly branch: string | null;
  readonly location: string | null;
  readonly callNumber: string | null;
  readonly title: string | null;
}

/** Where the bars begin and how wide they are, in modules; null if the text has a character that Code 39 has not, such as a small letter. */
export function barsOf(
  text: string,
): { readonly bars: readonly (readonly [at: number, width: number])[]; readonly width: number } | null {
  const patterns = Array.from(text, (character) => (character === END ? null : (CODE_39[character] ?? null)));
  const end = CODE_39[END] ?? '';
  const bars: (readonly [number, number])[] = [];
  let at = QUIET;
  for (const pattern of [end, ...patterns, end]) {
    if (pattern === null || text === '') return null;
    for (let place = 0; place < pattern.length; place += 1) {
      const width = pattern[place] === 'w' ? WIDE : 1;
      if (place % 2 === 0) bars.push([at, width]);
      at += width;
    }
    at += 1;
  }
  return { bars, width: at - 1 + QUIET };
}

export const LABELS_HEAD = `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Labels</title>
<style>
@page { size: A4; margin: 8mm; }
body { margin: 0; font: 8pt/1.25 system-ui, "Liberation Sans", Arial, sans-serif; color: #000; }
ol { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(3, 1fr); }
li { box-sizing: border-box; height: 37mm; padding: 2mm 3mm; overflow: hidden; break-inside: avoid; border: .25pt dotted #777; }
svg { display: block; width: 100%; height: 11mm; }
p { margin: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } b { font-size: 9pt; }
</style>
</head>
<body>
<ol>
`;
export const LABELS_FOOT = '</ol>\n</body>\n</html>\n';

/** One label: the number before, the new one with its bars, whose copy it is and where it stands. */
export function labelOf({ barcode, before, branch, location, callNumber, title }: Label): string {
  const code = barcode === null ? null : barsOf(barcode);
  const bars = (code?.bars ?? []).map(([at, width]) => `M${at} 0h${width}v${HEIGHT}h-${width}z`).join('');
  const drawn =
    code === null
      ? ''
      : `<svg viewBox="0 0 ${code.width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="Barcode"><path d="${bars}"/></svg>`;
  const lines = [
    `<b>${barcode === null ? 'no number yet' : escapeHtml(barcode)}</b>`,
    `before: ${escapeHtml(before ?? 'none')}`,
    escapeHtml([branch, location, callNumber].filter((one) => one !== null && one !== '').join(' ')),
    escapeHtml(title ?? ''),
  ];
  return `<li>${drawn}${lines.map((line) => `<p>${line}</p>`).join('')}</li>\n`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
