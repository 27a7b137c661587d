/** One request to the API, read. */
export type ApiRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Of a form; a field that comes more than once is an array. */
  form: Record<string, string | string[] | undefined>;
  /** Of a JSON body, else undefined. */
  json: unknown;
};

export type ApiAnswer = { status: number; body: unknown };

/** An error in the words of Twilio's API. */
export function refusal(status: number, code: number, message: string): ApiAnswer {
  const moreInfo = `https://www.twilio.com/docs/errors/${code}`;
  return { status, body: { code, message, more_info: moreInfo, status } };
}

export function isRefusal<T extends object>(value: T | ApiAnswer): value is ApiAnswer {
  return 'status' in value && 'body' in value && typeof value.status === 'number';
}

/** A form's field as one text, empty when absent. */
export function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
