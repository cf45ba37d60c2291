import type { Answer, TestApi } from '../helpers/api';

/** Serves an API before the tests of a file and ends it after them. Its parts are there once the tests run. */
export function servedApi<Api extends TestApi>(serve: () => Promise<Api>): Api {
  const served = {} as Api;
  beforeAll(async () => {
    Object.assign(served, await serve());
  });
  afterAll(() => served.close?.());
  return served;
}

/** The data of an answer, which must be without errors. */
export async function dataOf(answer: Promise<Answer>): Promise<Answer['data']> {
  const { data, errors } = await answer;
  expect(errors).toBeUndefined();
  return data;
}

/** What a program reads of the only error of an answer: its code and its argument. */
export async function refusalOf(answer: Promise<Answer>): Promise<{ code: string; argument?: string }> {
  const { errors } = await answer;
  expect(errors).toHaveLength(1);
  return errors![0].extensions;
}

/** The opaque id of what may or may not be there. */
export function opaque(type: string, id: number | string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}
