import type { Request, Response } from 'express';
import type { Html } from '../../adapters/html/html.ts';
import type { Values } from '../../flow/conversation.ts';
import type { Account } from '../../usecases/console/accounts.ts';
import type { Scope } from '../../usecases/console/scope.ts';
import type { Desk } from './desk.ts';
import type { UploadedFile } from './upload.ts';

/** Who may come in: everybody, a coordinator or an admin, an admin. */
export type Rule = 'anyone' | 'coordinator' | 'admin';

export type Guest = {
  desk: Desk;
  request: Request;
  params: Record<string, string>;
  query: Record<string, string>;
  form: Record<string, string>;
  locale: string;
  /** A text of `console:`, or by its whole key. */
  t(key: string, params?: Values): string;
};

export type Visit = Guest & {
  account: Account;
  /** Whose people the account sees. */
  scope: Scope;
  csrf: string;
  sessionId: string;
  /** What was sent with a form of an `upload` route. */
  file?: UploadedFile;
  /** Writes into the audit what was changed. */
  note(what: string, record: string): Promise<void>;
};

export type Answer =
  | { kind: 'page'; title: string; body: Html; status?: number; live?: string }
  | { kind: 'fragment'; body: Html; status?: number }
  | { kind: 'redirect'; to: string; cookies?: string[] }
  | { kind: 'missing' }
  | {
      kind: 'file';
      name: string;
      type: string;
      body: string | Buffer | AsyncIterable<string>;
      inline?: boolean;
    }
  | { kind: 'stream'; run(response: Response): void };

type Place = {
  method: 'get' | 'post';
  path: string;
  /** Asked by a page that is merely open: does not keep a session alive. */
  passive?: boolean;
  /** Its form brings a file. */
  upload?: boolean;
};

export type Route =
  | (Place & { may: 'anyone'; handle(guest: Guest): Promise<Answer> })
  | (Place & { may: 'coordinator' | 'admin'; handle(visit: Visit): Promise<Answer> });

/** Back to a page, which then says `said.<key>`. */
export function redirect(to: string, said?: string): Answer {
  if (!said) return { kind: 'redirect', to };
  return { kind: 'redirect', to: `${to}${to.includes('?') ? '&' : '?'}said=${said}` };
}
