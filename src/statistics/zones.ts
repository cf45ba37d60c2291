import { type Instant, MICROSECONDS_PER_SECOND } from '../instant';

/** What calendar and clock of a zone show, as the microseconds since 1970 at which UTC shows the same. */
export type LocalTime = number;

export const HOUR = 3600 * MICROSECONDS_PER_SECOND;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/** A stretch [from, to) in which a zone's clock runs without a jump: local time is the instant plus the offset. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  /** In microseconds; east of Greenwich is positive. */
  readonly offset: number;
}

/** An IANA time zone: where its clock jumps, known by blocks of 52 weeks as they are asked for. */
export interface Zone {
  readonly name: string;
  readonly format: Intl.DateTimeFormat;
  readonly blocks: Map<number, readonly Stretch[]>;
}

const BLOCK = 52 * WEEK;
/** Less than between any two jumps of a zone since 1970: the nearest, of Recife in 2000, are a week apart. */
const STEP = 4 * DAY;
/** Wider than any offset, and than the local days that Apia (2011) and Kwajalein (1993) left out. */
const WIDEST_OFFSET = 2 * DAY;
const KEPT_ZONES = 100;
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

const zones = new Map<string, Zone>();

/** The zone of an IANA name. Throws RangeError for a name that is none. The zones used first are forgotten first. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  const zone: Zone = { name, format, blocks: new Map() };
  if (zones.size >= KEPT_ZONES) zones.delete(zones.keys().next().value!);
  zones.set(name, zone);
  return zone;
}

/** What calendar and clock of the zone show at a moment. */
export function toLocal(zone: Zone, at: Instant): LocalTime {
  const stretches = blockOf(zone, Math.floor(at / BLOCK));
  let index = stretches.length - 1;
  while (stretches[index]!.from > at) index -= 1;
  return at + stretches[index]!.offset;
}

/**
 * The first moment at which calendar and clock of the zone show this local time or a later one: of a time that comes
 * twice the first, of a time that is skipped the end of the gap. It never falls as the local time rises.
 */
export function fromLocal(zone: Zone, local: LocalTime): Instant {
  for (let block = Math.floor((local - WIDEST_OFFSET) / BLOCK); ; block += 1) {
    for (const { from, to, offset } of blockOf(zone, block)) {
      if (local - offset < to) return Math.max(from, local - offset);
    }
  }
}

/** The stretches between the jumps of the zone's clock that make up [from, to), in their order. */
export function stretchesOf(zone: Zone, from: Instant, to: Instant): Stretch[] {
  const found: Stretch[] = [];
  for (let block = Math.floor(from / BLOCK); block * BLOCK < to; block += 1) {
    for (const stretch of blockOf(zone, block)) {
      const cut = { from: Math.max(from, stretch.from), to: Math.min(to, stretch.to), offset: stretch.offset };
      if (cut.from >= cut.to) continue;
      const last = found.at(-1);
      if (last?.offset === cut.offset) found[found.length - 1] = { ...last, to: cut.to };
      else found.push(cut);
    }
  }
  return found;
}

function blockOf(zone: Zone, block: number): readonly Stretch[] {
  let stretches = zone.blocks.get(block);
  if (!stretches) {
    stretches = readBlock(zone, block * BLOCK);
    zone.blocks.set(block, stretches);
  }
  return stretches;
}

function readBlock(zone: Zone, start: Instant): Stretch[] {
  const stretches: Stretch[] = [];
  let from = start;
  let offset = readOffset(zone, start);
  for (let at = start; at < start + BLOCK; at += STEP) {
    const next = readOffset(zone, at + STEP);
    if (next === offset) continue;
    const jump = findJump(zone, at, at + STEP, offset);
    if (jump > from) stretches.push({ from, to: jump, offset });
    from = jump;
    offset = next;
  }
  if (from < start + BLOCK) stretches.push({ from, to: start + BLOCK, offset });
  return stretches;
}

/** The second after `before` and up to `after` from which on the offset is no longer the given one. */
function findJump(zone: Zone, before: Instant, after: Instant, offset: number): Instant {
  while (after - before > MICROSECONDS_PER_SECOND) {
    const seconds = Math.floor((after - before) / 2 / MICROSECONDS_PER_SECOND);
    const middle = before + seconds * MICROSECONDS_PER_SECOND;
    if (readOffset(zone, middle) === offset) before = middle;
    else after = middle;
  }
  return after;
}

function readOffset({ name, format }: Zone, at: Instant): number {
  const match = OFFSET.exec(format.format(at / 1000));
  if (!match) throw new Error(`no offset of ${name} in ${format.format(at / 1000)}`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  return (sign === '-' ? -1 : 1) * (+hours * 3600 + +minutes * 60 + +seconds) * MICROSECONDS_PER_SECOND;
}
