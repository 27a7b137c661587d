import { parseCookie, stringifySetCookie } from 'cookie';

export const SESSION_COOKIE = 'fortaleser-console';
export const DOOR_COOKIE = 'fortaleser-door';
export const LANGUAGE_COOKIE = 'fortaleser-language';

export function cookieOf(header: string | undefined, name: string): string | null {
  return parseCookie(header ?? '')[name] || null;
}

/** Lax lets a link from a mail in; every change asks for a token besides. */
export function cookie(name: string, value: string, options: { secure: boolean; maxAge?: number }): string {
  return stringifySetCookie({
    name,
    value,
    httpOnly: true,
    sameSite: 'lax',
    path: '/console',
    secure: options.secure,
    ...(options.maxAge !== undefined && { maxAge: options.maxAge }),
  });
}
