import { includesRole, type Role } from '../tokens/viewer';
import { CommandError } from '../write-side/command-error';
import type { Context } from './context';
import { apiError } from './errors';
import { createLoaders } from './loaders';

/**
 * Does the work of a mutation for a token whose role includes `needed`, and forgets what was loaded before it. Refused
 * commands answer with their code and argument.
 */
export async function runMutation<Result>(
  context: Context,
  needed: Role,
  work: () => Promise<Result>,
): Promise<Result> {
  const { viewer, database } = context;
  if (!includesRole(viewer.role, needed)) {
    const [has, needs] = [viewer.role, needed].map((role) => role.toUpperCase());
    throw apiError('FORBIDDEN', `this token's role is ${has}; this needs ${needs}`);
  }
  try {
    const result = await work();
    context.loaders = createLoaders(database, viewer.visibility, context);
    return result;
  } catch (error) {
    if (error instanceof CommandError) throw apiError(error.code, error.message, error.argument);
    throw error;
  }
}
