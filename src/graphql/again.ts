import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import type { Context } from './context';

/**
 * Runs an operation; once more, whole and elsewhere, where the replica that it read has failed it: what was read there is
 * of another moment.
 */
export function againElsewhere(run: GatewayExecutor): GatewayExecutor {
  return async (request) => {
    const context = request.context as Context;
    const { stream } = context;
    const before = stream && { ...stream };
    const result = await run(request);
    if (result.errors === undefined || !(await context.turn.comeElsewhere())) return result;
    if (stream) Object.assign(stream, { place: undefined }, before);
    context.beginAnew();
    return run(request);
  };
}
