import { once } from 'node:events';
import { type FileHandle, open } from 'node:fs/promises';
import type { Column } from '../export/column';
import { type FileEnd, findEnd } from '../export/find-end';
import type { Chunk, Delimiter, Format } from '../export/formats';

/** Where an export goes. */
export interface ExportTarget {
  /** The cursor of the last whole row that is there already; undefined for none. */
  readonly after: string | undefined;
  /** Resolves once the part is taken, so that no more is read than is written. */
  write(part: Chunk): Promise<void>;
  close(): Promise<void>;
}

export interface TargetOptions {
  readonly out?: string;
  readonly resume?: boolean;
  /** Of CSV. */
  readonly delimiter: Delimiter;
}

/** Whoever read stdout has gone: there is nobody to write for. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError';
}

/**
 * Opens a file that is not there yet, or stdout where none is named. To resume opens one that is there, behind its last
 * whole row: what was cut off in the middle of a row is taken away. Throws where a file is there, unless it is resumed, and
 * for one that does not begin as this export does.
 */
export async function openTarget(
  { out: file, resume = false, delimiter }: TargetOptions,
  format: Format,
  columns: readonly Column<never>[],
): Promise<ExportTarget> {
  if (file === undefined) return stdoutTarget();
  const handle = await open(file, resume ? 'a+' : 'wx').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST'
      ? new Error(`${file} is there already: --resume goes on with it, else remove it`)
      : error;
  });
  try {
    const after = resume
      ? await cutBehindLastRow(handle, file, await findEnd(handle, format, columns, delimiter), format)
      : undefined;
    return {
      after,
      write: (part) => handle.appendFile(part),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function cutBehindLastRow(
  handle: FileHandle,
  file: string,
  found: FileEnd | undefined,
  format: Format,
): Promise<string | undefined> {
  if (!found) {
    const remedy = 'nothing was changed; give the options that it was written with';
    throw new Error(`${file} is no ${format.name} of this export: ${remedy}`);
  }
  await handle.truncate(found.end);
  return found.cursor;
}

function stdoutTarget(): ExportTarget {
  let failure: Error | undefined;
  process.stdout.on('error', (error) => {
    failure = new OutputClosedError(`stdout: ${error.message}; what was written is not all`);
  });
  return {
    after: undefined,
    async write(part) {
      if (failure) throw failure;
      if (!process.stdout.write(part)) {
        await once(process.stdout, 'drain').catch(() => {});
      }
      if (failure) throw failure;
    },
    close: async () => {},
  };
}
