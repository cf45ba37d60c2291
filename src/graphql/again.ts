import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import type { Context } from './context';

/**
 * Runs an operation; again, whole and elsewhere, where the replica that it read has failed it: what was read there is of
 * another moment.
 */
export function againElsewhere(run: GatewayExecutor): GatewayExecutor {
  return async (request) => {
    const context = request.context as Context;
    const { stream } = context;
    const before = stream && { ...stream };
    let result = await run(request);
    while (result.errors !== undefined && (await context.turn.comeElsewhere())) {
      if (stream) Object.assign(stream, { place: undefined }, before);
      context.beginAnew();
      result = await run(request);
    }
    return result;
  };
}
