import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Session } from '../database/database';
import { createToken, findViewer } from './tokens';

/** A token that works for the demo account, the same at every start: it is kept in the data folder, readable by its owner. */
export async function demoToken(session: Session, accountId: number, dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'demo-token');
  const kept = await readFile(file, 'utf8').catch(() => '');
  const viewer = await findViewer(session, kept.trim());
  if (viewer?.accountId === accountId) return kept.trim();
  const role = 'administrator';
  const token = await createToken(session, { accountId, role, contents: true, name: 'demo', expiresIn: null });
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  return token;
}
