/** What parts of pictures are filled with: a colour and, besides it, a pattern. */

/**
 * Neighbours differ by 3:1 at least, a text from what it stands on by 4.5:1. The pattern is drawn in `line`, so that no colour is the
 * only sign of what a part stands for.
 */
const INKS = [
  { fill: '#12436d', text: '#ffffff', pattern: null, line: '' },
  { fill: '#28a197', text: '#212b32', pattern: 'M-1,1 l2,-2 M0,8 l8,-8 M7,9 l2,-2', line: '#0b5049' },
  { fill: '#801650', text: '#ffffff', pattern: 'M4,3 v2', line: '#e6b8cf' },
  { fill: '#f46a25', text: '#212b32', pattern: 'M0,4 h8', line: '#5e2206' },
  { fill: '#3d3d3d', text: '#ffffff', pattern: 'M0,0 l8,8 M8,0 l-8,8', line: '#a9a9a9' },
  { fill: '#ffffff', text: '#212b32', pattern: 'M4,0 v8', line: '#425563' },
] as const;

type Ink = (typeof INKS)[number];

export function inkOf(place: number): Ink {
  return INKS[place % INKS.length] ?? INKS[0];
}

/** The patterns of so many parts, for the picture's `defs`: of each, its place among the parts. */
export function patternsOf(parts: number) {
  return Array.from({ length: parts }, (_, place) => ({ place, ...inkOf(place) })).filter(
    ({ pattern }) => pattern !== null,
  );
}

/** To a tenth of a unit: finer is not seen, and makes pages longer. */
export const round = (value: number): number => Math.round(value * 10) / 10;
