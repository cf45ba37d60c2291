// Asks a server as several clients at once, each on a connection that is kept; told what by its parent's messages.
import { Agent } from 'node:http';
import { post } from './http.mjs';

/** Answers are read whole but not parsed. A server that says that it is overloaded is told of; no other error may come. */
async function load({ server, bodies, clients, milliseconds, first }) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const latencies = [];
  let next = first;
  let bytes = 0;
  let refused = 0;
  const began = performance.now();
  const ask = async () => {
    while (performance.now() - began < milliseconds) {
      const body = bodies[next++ % bodies.length];
      const sent = performance.now();
      // A refusal is an answer of the status 503, which is an error to who posts.
      const answer = await post(server, body, agent).catch((error) => String(error));
      const milliseconds = performance.now() - sent;
      if (answer.includes('"OVERLOADED"')) refused += 1;
      else if (answer.startsWith('{') && !answer.includes('"errors":[')) {
        latencies.push(milliseconds);
        bytes += answer.length;
      } else throw new Error(answer.slice(0, 1_000));
    }
  };
  await Promise.all(Array.from({ length: clients }, ask));
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  return { latencies, seconds, next, bytes, refused };
}

let known;
process.on('message', async ({ bodies, ...asked }) => {
  known = bodies ?? known;
  try {
    process.send({ done: await load({ ...asked, bodies: known }) });
  } catch (error) {
    process.send({ error: String(error) });
  }
});
