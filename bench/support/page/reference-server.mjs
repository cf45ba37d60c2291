// The page by one SQL statement over the log, served by node:http and nothing else. Asked { "at", "id" }: the place behind.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const statement = readFileSync(path.join(import.meta.dirname, 'reference.sql'), 'utf8');

const server = createServer(async (request, response) => {
  try {
    const { at, id } = JSON.parse(await text(request));
    const { rows } = await pool.query({ name: 'page', text: statement, values: [1, at, id] });
    response.setHeader('Content-Type', 'application/json; charset=utf-8').end(rows[0].answer);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
