import { CommanderError } from 'commander';
import { createProgram } from './program';
import { EXIT, report } from './run';

createProgram(process.argv[2])
  .parseAsync()
  .catch((error: unknown) => {
    // Commander ends with 1 for wrong usage, which here means that the work failed.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    else report(error);
  });
