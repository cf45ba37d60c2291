import type { Response } from 'express';
import { noteRefusal } from './request-work';

/** Answers with an error in GraphQL's form, whatever was asked; faults of ours with the id that the log has them under. */
export function answer(response: Response, status: number, code: string, message: string, argument?: string): void {
  noteRefusal(response.locals.work, code, message);
  const requestId = status >= 500 ? { requestId: response.locals.requestId } : {};
  const extensions = { code, ...(argument === undefined ? {} : { argument }), ...requestId };
  response.status(status).json({ errors: [{ message, extensions }] });
}
