/** `npm run land:write`: the coasts of the United Kingdom and Ireland for the maps of the console, from the outlines of `world-atlas`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { merge } from 'topojson-client';

type Topology = Parameters<typeof merge>[0];
type Shape = Extract<Parameters<typeof merge>[1], readonly unknown[]>[number];

/** ISO 3166-1: the United Kingdom, Ireland, Guernsey, Jersey, the Isle of Man. */
const COUNTRIES: readonly unknown[] = ['826', '372', '831', '832', '833'];

const atlas = new URL(import.meta.resolve('world-atlas/countries-10m.json'));
const world = JSON.parse(readFileSync(atlas, 'utf8')) as Topology & {
  readonly objects: { readonly countries: { readonly geometries: readonly Shape[] } };
};
const shapes = world.objects.countries.geometries.filter(({ id }) => COUNTRIES.includes(id));
// A thousandth of a degree is some hundred metres. None of these has a hole that is no lake.
const rings = merge(world, shapes).coordinates.map(([outer = []]) =>
  outer.map((point) => point.map((degrees) => Number(degrees.toFixed(3)))),
);
writeFileSync(
  new URL('../../../doors/console/charts/land.json', import.meta.url),
  `[\n${rings.map((ring) => JSON.stringify(ring)).join(',\n')}\n]\n`,
);
