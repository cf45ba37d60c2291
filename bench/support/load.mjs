import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { percentile } from './numbers.mjs';
import { cpuMilliseconds, cpuMillisecondsOfChildren, residentMegabytes } from './processes.mjs';

/**
 * A process of its own that loads one server with its bodies, one after the other, from run to run. `run` returns what
 * its clients measured together: answers a second, the times of answers in milliseconds, how many requests were refused
 * for overload, the most memory that the server had meanwhile, in MB, and the processors' time that an answer took in the
 * server and in its database, in milliseconds, which says most where other work shares the machine.
 */
export function startLoad(server, bodies, postmaster) {
  const child = fork(path.join(import.meta.dirname, 'load-process.mjs'));
  let isGiven = false;
  let first = 0;
  const cpu = () => ({ server: cpuMilliseconds(server.pid), database: cpuMillisecondsOfChildren(postmaster) });
  const run = async (clients, seconds) => {
    const asked = { server: { port: server.port, path: server.path, headers: server.headers }, clients, first };
    child.send({ ...asked, milliseconds: seconds * 1_000, bodies: isGiven ? undefined : bodies });
    isGiven = true;
    const memory = watchMemory(server.pid);
    const before = cpu();
    const [{ done, error }] = await once(child, 'message');
    const megabytes = memory.stop();
    const after = cpu();
    if (error) throw new Error(`${server.name}: ${error}`);
    first = done.next;
    const { latencies } = done;
    return {
      rate: latencies.length / done.seconds,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      kilobytes: done.bytes / latencies.length / 1_024,
      refused: done.refused,
      megabytes,
      serverCpu: (after.server - before.server) / latencies.length,
      databaseCpu: taken(before.database, after.database) / latencies.length,
    };
  };
  return { run, stop: () => child.kill() };
}

/** The time that processes took between two looks. */
function taken(before, after) {
  return [...after].reduce((sum, [pid, cpu]) => sum + cpu - (before.get(pid) ?? 0), 0);
}

const MEMORY_EVERY = 100;

/** The most resident memory of a process until it is stopped. */
function watchMemory(pid) {
  let most = 0;
  const look = () => {
    most = Math.max(most, residentMegabytes(pid));
  };
  look();
  const timer = setInterval(look, MEMORY_EVERY);
  return {
    stop() {
      clearInterval(timer);
      look();
      return most;
    },
  };
}
