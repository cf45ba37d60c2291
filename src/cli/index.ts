import { CommanderError } from 'commander';
import { createProgram } from './program';
import { EXIT, report } from './run';

// Whoever reads what is printed may have enough before its end, as `head` does; the work is done all the same.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

createProgram(process.argv[2])
  .parseAsync()
  .catch((error: unknown) => {
    // Commander ends with 1 for wrong usage, which here means that the work failed.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    else report(error);
  });
