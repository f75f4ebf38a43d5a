/** Whether a text is a DAIA response: its schema, and the integrity rules that no schema can say. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { DaiaItem } from '#feeds/daia/item.ts';
import type { DaiaEntity } from '#feeds/daia/services.ts';
import type { DaiaResponse } from '#feeds/daia/response.ts';

const schema = JSON.parse(readFileSync(new URL('../schemas/daia.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv({ allErrors: true }).compile(schema);

/** What is wrong with it; empty for a response that is valid. */
export function daiaFaults(text: string): readonly string[] {
  const response = JSON.parse(text) as Partial<DaiaResponse>;
  if (!validate(response))
    return validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`) ?? [];
  const documents = response.document ?? [];
  const items = documents.flatMap(({ item = [] }) => item);
  const ids = documents.flatMap((document) => [document.id, ...idsOfItems(document.id, document.item ?? [])]);
  const institution = response.institution?.id;
  return [
    ...repeated(ids).map((id) => `rule 1: ${id} is the id of two things`),
    ...items.flatMap((item) => faultsOfItem(item, institution)),
  ];
}

/** A document with one item may share its id. */
function idsOfItems(document: string, items: readonly DaiaItem[]): readonly string[] {
  return items.flatMap(({ id }) => (id === undefined || (items.length === 1 && id === document) ? [] : [id]));
}

function repeated(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

function faultsOfItem(item: DaiaItem, institution: string | undefined): readonly string[] {
  const { department, storage, available = [], unavailable = [] } = item;
  const services = [...available, ...unavailable];
  const limitations = services.flatMap(({ limitation = [] }) => limitation.flatMap(({ id }) => id ?? []));
  const places = [department?.id, storage?.id].filter((id) => id !== undefined);
  const both = available.filter((one) => unavailable.some((other) => isSame(one, other)));
  return [
    ...[...places, ...limitations].filter((id) => id === institution).map((id) => `rule 2: ${id} is the institution`),
    ...limitations.filter((id) => places.includes(id)).map((id) => `rule 4: ${id} is a limitation and a place`),
    ...(department?.id !== undefined && department.id === storage?.id ? ['rule 5: storage is the department'] : []),
    ...both.map(({ service }) => `rule 6: ${service} is available and unavailable`),
  ];
}

interface Service {
  readonly service: string;
  readonly limitation?: readonly DaiaEntity[];
}

function isSame(one: Service, other: Service): boolean {
  const name = ({ id, href, content }: DaiaEntity): string => id ?? JSON.stringify([href, content]);
  const sorted = ({ limitation = [] }: Service): string => limitation.map(name).sort().join();
  return one.service === other.service && sorted(one) === sorted(other);
}
