import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { clusterFolder, giveToOwner, SHARED_PATH } from './folder';

const MAX_BYTES = 10 * 1024 * 1024;
const KEPT_BYTES = 256 * 1024;
const SHOWN_LINES = 15;

/** The log of PostgreSQL and its keeper. */
export const logFile = (dataDir: string): string => join(dataDir, 'postgres.log');

/** Opens the log for appending, as a descriptor for a child process. */
export function openLog(dataDir: string): number {
  // O_NOFOLLOW: root may be writing in a folder of somebody else's.
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;
  const fd = openSync(logFile(dataDir), flags, 0o600);
  giveToOwner(logFile(dataDir), dataDir);
  return fd;
}

/** Cuts a log that has grown too long down to its last part, in place: whoever has it open goes on appending. */
export function trimLog(dataDir: string): void {
  const fd = openLog(dataDir);
  try {
    if (fstatSync(fd).size <= MAX_BYTES) return;
    const kept = readEnd(fd, KEPT_BYTES);
    ftruncateSync(fd);
    writeSync(fd, kept.subarray(kept.indexOf('\n') + 1));
  } finally {
    closeSync(fd);
  }
}

/** How long the log is now, to ask later for what came after. */
export const logLength = (dataDir: string): number => statSync(logFile(dataDir), { throwIfNoEntry: false })?.size ?? 0;

/** The last lines written since `from`, indented, with what introduces them; empty where there are none. */
export function logTail(dataDir: string, from: number): string {
  const fd = openLog(dataDir);
  try {
    const lines = readEnd(fd, Math.min(KEPT_BYTES, fstatSync(fd).size - from))
      .toString()
      .trimEnd()
      .split('\n');
    if (lines.join('') === '') return '';
    const shown = lines
      .slice(-SHOWN_LINES)
      .map((line) => `\n  ${line.replaceAll(SHARED_PATH, clusterFolder(dataDir))}`);
    return ` The last lines of ${logFile(dataDir)}:${shown.join('')}`;
  } finally {
    closeSync(fd);
  }
}

function readEnd(fd: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, length));
  const read = readSync(fd, bytes, 0, bytes.length, fstatSync(fd).size - bytes.length);
  return bytes.subarray(0, read);
}
