/** Colours of charts: neighbours differ by 3:1 at least, and none of them is the only sign of what it stands for. */

export interface Ink {
  readonly fill: string;
  /** Of text upon it, 4.5:1 at least. */
  readonly text: string;
}

export const INKS: readonly [Ink, Ink, Ink, Ink] = [
  { fill: '#12436d', text: '#ffffff' },
  { fill: '#28a197', text: '#212b32' },
  { fill: '#801650', text: '#ffffff' },
  { fill: '#f46a25', text: '#212b32' },
];
