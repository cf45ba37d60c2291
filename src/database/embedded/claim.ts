import { randomBytes } from 'node:crypto';
import {
  linkSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { giveToOwner } from './folder';

/**
 * Who keeps a data folder: one keeper at a time, by files `keeper-1.json`, `keeper-2.json` and so on. A new keeper makes
 * the next number after one that is gone, which only one can (a hard link appears at once, whole, and never twice), and
 * only then removes the older ones. The newest is never removed, so no slow starter can take its own look for a fresh one.
 */
export interface Keeper {
  pid: number;
  /** The machine or container whose loopback has the port. */
  host: string;
  port: number;
  /** What a member says first, and what the keeper answers: a stranger on a port used again knows neither. */
  question: string;
  answer: string;
}

/** The newest claim; without `keeper` it was given back, or none was ever made (number 0). */
export interface Claim {
  number: number;
  keeper?: Keeper;
}

const NAME = /^keeper-(\d+)\.json$/;
const BEAT_MS = 2_000;
const claimFile = (dataDir: string, number: number): string => join(dataDir, `keeper-${number}.json`);

/** What tells one machine's or container's loopback from another's. */
export function thisHost(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/net')}`;
  } catch {
    return hostname();
  }
}

/** Looks up who keeps a folder, dead or alive. */
export function newestClaim(dataDir: string): Claim {
  const number = Math.max(0, ...claimNumbers(dataDir));
  if (number === 0) return { number };
  try {
    return { number, keeper: JSON.parse(readFileSync(claimFile(dataDir, number), 'utf8')) };
  } catch (error) {
    // Empty: given back. Gone: a newer one has just replaced it, which making the next number will find out.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return { number };
    throw error;
  }
}

/** Claims a folder after the claim of that number, which has nobody any more; undefined where another was quicker. */
export function claim(dataDir: string, after: number, keeper: Keeper): { giveBack(): void } | undefined {
  const number = after + 1;
  const file = claimFile(dataDir, number);
  const draft = join(dataDir, `keeper-draft-${randomBytes(6).toString('hex')}`);
  writeFileSync(draft, JSON.stringify(keeper), { flag: 'wx', mode: 0o600 });
  giveToOwner(draft, dataDir);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    unlinkSync(draft);
  }
  const others = claimNumbers(dataDir).filter((other) => other !== number);
  if (others.some((other) => other > number)) {
    rmSync(file, { force: true });
    return undefined;
  }
  for (const other of others) rmSync(claimFile(dataDir, other), { force: true });
  const beat = setInterval(() => utimes(file, new Date(), new Date()).catch(() => undefined), BEAT_MS).unref();
  return {
    giveBack: () => {
      clearInterval(beat);
      truncateSync(file);
    },
  };
}

/**
 * Waits to see whether a keeper out of reach, of another machine or container, still lives: it touches its claim.
 *
 * @throws Error where it does: two servers on one folder would destroy it, and PostgreSQL's own guard doesn't see that far.
 */
export async function refuseIfKeptElsewhere(
  dataDir: string,
  { number, keeper }: Claim,
  log: (message: string) => void,
): Promise<void> {
  if (!keeper || keeper.host === thisHost()) return;
  log(`Looking whether ${dataDir} is still in use on another machine or container`);
  const touched = (): number | undefined => statSync(claimFile(dataDir, number), { throwIfNoEntry: false })?.mtimeMs;
  const before = touched();
  for (const deadline = Date.now() + 2.5 * BEAT_MS; touched() === before; await delay(100)) {
    if (Date.now() > deadline) return;
  }
  // It may just have been given back, or followed by another.
  if (newestClaim(dataDir).keeper?.question !== keeper.question) return;
  throw new Error(
    `The data folder ${dataDir} is in use on another machine or container (${keeper.host.split(' ')[0]}). ` +
      'Stop that one, run this command there, or give each a data folder of its own.',
  );
}

function claimNumbers(dataDir: string): number[] {
  return readdirSync(dataDir).flatMap((name) => NAME.exec(name)?.slice(1).map(Number) ?? []);
}
