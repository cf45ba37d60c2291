import { readdirSync, readFileSync } from 'node:fs';
import { connect } from './database.mjs';

/*
 * What Linux tells of processes of this machine; elsewhere, and of a database on another machine, everything is 0.
 */

/** Linux counts the processors' time in hundredths of a second. */
const MILLISECONDS_PER_TICK = 10;

/** The resident memory of a process, in MB. */
export function residentMegabytes(pid) {
  return megabytesOf('VmRSS', pid);
}

/** The most that it has been since the process began. */
export function mostResidentMegabytes(pid) {
  return megabytesOf('VmHWM', pid);
}

function megabytesOf(name, pid) {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(read(`/proc/${pid}/status`));
  return kilobytes ? Number(kilobytes[1]) / 1_024 : 0;
}

/** The processors' time that a process has taken so far, in milliseconds. */
export function cpuMilliseconds(pid) {
  return statOf(pid).cpu;
}

/** The same of each connection's process of a database, by its id: those of servers that are idle may end meanwhile. */
export function cpuMillisecondsOfChildren(parent) {
  const stats = parent === 0 ? [] : list('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(
    stats
      .map((pid) => [pid, statOf(pid)])
      .filter(([, stat]) => stat.parent === parent)
      .map(([pid, { cpu }]) => [pid, cpu]),
  );
}

/** The process that started a database's connections. */
export async function findPostmaster(databaseUrl) {
  const client = await connect(databaseUrl);
  try {
    const { rows } = await client.query(
      "SELECT pg_backend_pid() AS pid, inet_server_addr() <<= '127.0.0.0/8' AS local",
    );
    return rows[0].local === false ? 0 : statOf(rows[0].pid).parent;
  } finally {
    await client.end();
  }
}

/** Of /proc/PID/stat: the name in brackets may hold anything. */
function statOf(pid) {
  const text = read(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]].map((field) => Number(field ?? 0));
  return { parent, cpu: (user + system) * MILLISECONDS_PER_TICK };
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
