import { localDate, rfc3339 } from '../time.ts';
import type { SymphonyWorld } from './tables.ts';

/** `2020-08-13T23:59:00-04:00`: minutes alone, in the offset that the zone has then. */
export function moment(world: SymphonyWorld, instant: number): string {
  return rfc3339(Math.floor(instant / 60_000) * 60_000, world.timeZone);
}

/**
 * A time as the XML service gives it. What is due at 23:59 is due that day: the service gives it as midnight before,
 * with the milliseconds of the request in it: `2020-05-07T00:00:00.712-04:00`.
 */
export function xmlMoment(world: SymphonyWorld, instant: number): string {
  const whole = moment(world, instant);
  const [day = '', time = ''] = whole.split('T');
  const offset = time.slice(8);
  const clock = time.startsWith('23:59') ? '00:00:00' : time.slice(0, 8);
  return `${day}T${clock}.${String(world.now() % 1000).padStart(3, '0')}${offset}`;
}

/** The day that it is at the server. */
export function today(world: SymphonyWorld): string {
  return localDate(world.now(), world.timeZone);
}
