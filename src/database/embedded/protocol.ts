import type { Socket } from 'node:net';

/** What a keeper is told by the process that starts it. */
export interface KeeperOrder {
  dataDir: string;
  /** The claim that has nobody any more, and that the new keeper follows. */
  after: number;
  packageRoot?: string;
  settings: Record<string, string>;
}

/** What a keeper tells its members, a line of JSON each, after it has answered a member's question. */
export interface KeeperMessage {
  /** Progress, for people. */
  log?: string;
  /** The server takes connections. */
  ready?: { port: number; version: string };
  /** The server can't be started, or has ended by itself. */
  failed?: string;
}

/** What a new keeper prints once the folder is its own and members can connect. */
export const CLAIMED = 'claimed';

const MAX_LINE = 100_000;

/** Calls back with each line that arrives; a peer that sends none but much else is cut off. */
export function onLine(socket: Socket, hear: (line: string) => void): void {
  let rest = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) socket.destroy();
    for (const line of lines) hear(line);
  });
}
