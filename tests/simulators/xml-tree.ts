/** An element of XML without its attributes; enough for what the legacy services write. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

interface Open {
  readonly name: string;
  text: string;
  readonly children: Element[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads a document that is well formed; white space around texts is dropped. */
export function readXml(xml: string): Element {
  const root: Open = { name: '', text: '', children: [] };
  const open: Open[] = [root];
  const tokens = /<\?[^>]*\?>|<(\/?)([\w:]+)[^>]*?(\/?)>|([^<]+)/gu;
  for (const [, closes, name = '', empty, text] of xml.matchAll(tokens)) {
    const current = open.at(-1);
    if (current === undefined) throw new Error('the XML closes more than it opened');
    if (text !== undefined) {
      current.text += text.replaceAll(/&(\w+);/gu, (_all, entity: string) => ENTITIES[entity] ?? '?');
    } else if (closes === '/') {
      current.text = current.text.trim();
      open.pop();
    } else if (name !== '') {
      const element: Open = { name, text: '', children: [] };
      current.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const [document] = root.children;
  if (document === undefined || open.length !== 1) throw new Error('the XML is not whole');
  return document;
}

export function all(element: Element, name: string): readonly Element[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the first child of that name; undefined where there is none. */
export function textIn(element: Element, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

/** What an outline leaves out: the texts of some elements, and others altogether. */
export interface Without {
  readonly texts: readonly string[];
  readonly elements: readonly string[];
}

/** The tree as lines: `/ItemInfo/itemID=3001`. */
export function outline(element: Element, without: Without, above = ''): string[] {
  if (without.elements.includes(element.name)) return [];
  const here = `${above}/${element.name}`;
  if (element.children.length > 0) return [here, ...element.children.flatMap((child) => outline(child, without, here))];
  return [without.texts.includes(element.name) ? here : `${here}=${element.text}`];
}
