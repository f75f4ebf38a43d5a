/** XML as Perl's XML::Simple writes it: rows by the names of their columns, nothing for what is null. */
import { escapeXml } from './marc-wire.ts';

export type XmlCell = string | number | boolean | null | undefined | XmlRow | readonly XmlRow[];
export interface XmlRow {
  readonly [column: string]: XmlCell;
}

/** A list is written as one element for each of its rows, in an element of its own where it stands in a row of that name. */
export function ilsDiXml(root: string, row: XmlRow): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>\n${element(root, row, '')}`;
}

function element(name: string, value: Exclude<XmlCell, null | undefined | readonly XmlRow[]>, indent: string): string {
  if (typeof value !== 'object') return `${indent}<${name}>${escapeXml(text(value))}</${name}>\n`;
  const inside = Object.entries(value).map(([column, cell]) => cells(column, cell, `${indent}  `));
  const content = inside.join('');
  return content === '' ? `${indent}<${name}></${name}>\n` : `${indent}<${name}>\n${content}${indent}</${name}>\n`;
}

function cells(column: string, cell: XmlCell, indent: string): string {
  if (cell === null || cell === undefined) return '';
  if (isRows(cell)) return cell.map((row) => element(column, row, indent)).join('');
  return element(column, cell, indent);
}

function isRows(cell: XmlCell): cell is readonly XmlRow[] {
  return Array.isArray(cell);
}

function text(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}
