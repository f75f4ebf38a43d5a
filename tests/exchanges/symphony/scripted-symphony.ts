/** A Symphony that answers what a test says; what the test says nothing of is a 404 of its JSON side. */
import { startScriptedServer, type Asked, type Said, type ScriptedServer } from '../scripted-server.ts';

export function createScriptedSymphony(script: (asked: Asked) => Said | undefined): Promise<ScriptedServer> {
  return startScriptedServer(script, refusal(404, 'recordNotFound'));
}

/** A refusal as the JSON side words it, under any status. */
export function refusal(status: number, code: string): Said {
  return { status, body: { messageList: [{ code, message: 'said for people' }] } };
}

/** The XML of some titles. */
export function titlesXml(...titles: readonly string[]): string {
  return `<LookupTitleInfoResponse xmlns="http://schemas.sirsidynix.com/symws/standard">${titles.join('')}</LookupTitleInfoResponse>`;
}

/** One title with one call at a library; members of its copies as the XML names them. */
export function titleXml(
  id: number | string,
  library: string,
  ...copies: readonly Readonly<Record<string, string>>[]
): string {
  const items = copies.map(
    (copy) =>
      `<ItemInfo>${Object.entries(copy)
        .map(([name, text]) => `<${name}>${text}</${name}>`)
        .join('')}</ItemInfo>`,
  );
  return (
    `<TitleInfo><titleID>${id}</titleID><TitleAvailabilityInfo><holdable>true</holdable></TitleAvailabilityInfo>` +
    `<CallInfo><libraryID>${library}</libraryID><callNumber>W 1 .T${id}</callNumber>` +
    `<numberOfCopies>${copies.length}</numberOfCopies>${items.join('')}</CallInfo></TitleInfo>`
  );
}

/** A policy list as the JSON side gives it. */
export function policyRows(name: string, ...rows: readonly (readonly [string, Record<string, unknown>?])[]): unknown {
  return rows.map(([key, fields]) => ({
    resource: `/policy/${name}`,
    key,
    fields: { displayName: key, description: key, shadowed: false, ...fields },
  }));
}
