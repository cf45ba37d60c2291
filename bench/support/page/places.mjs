import { post } from '../http.mjs';
import { dice } from '../numbers.mjs';

const PER_REQUEST = 25;

/**
 * Places all over the list of dialogs of account 1, in no order, each with its cursor of our API: so that no two requests
 * in a row ask for the same page.
 */
export async function findPlaces(server, count, { from, until }) {
  const random = dice(7);
  const [first, last] = [from, until].map((at) => new Date(at).getTime());
  const places = [];
  while (places.length < count) {
    const fields = Array.from({ length: PER_REQUEST }, (_, at) => {
      const to = new Date(first + (0.02 + 0.98 * random()) * (last - first)).toISOString();
      return `p${at}: dialogs(first: 1, filter: { createdAt: { to: "${to}" } }) { edges { cursor node { databaseId createdAt } } }`;
    });
    const { data } = JSON.parse(await post(server, JSON.stringify({ query: `{ ${fields.join(' ')} }` })));
    for (const { edges } of Object.values(data)) {
      for (const { cursor, node } of edges)
        places.push({ cursor, at: node.createdAt.slice(0, -1), id: node.databaseId });
    }
  }
  return places;
}
