import express, { type Request, type RequestHandler } from 'express';

/** A list of ten thousand people is below 2 MB; with the form around it. */
const UPLOAD_LIMIT = 11 * 1024 * 1024;

export type UploadedFile = { name: string; bytes: Uint8Array };

/** Reads a form with a file in it: fields as of any form, and the file beside them. What is no such form is an empty one. */
export function uploadReader(): RequestHandler[] {
  const readBytes = express.raw({ type: 'multipart/form-data', limit: UPLOAD_LIMIT });
  const readParts: RequestHandler = async (request, response, next) => {
    const fields: Record<string, string> = {};
    for (const [name, value] of await partsOf(request)) {
      if (typeof value === 'string') fields[name] = value;
      else if (value.size > 0)
        response.locals.file = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
    }
    request.body = fields;
    next();
  };
  return [readBytes, readParts];
}

async function partsOf(request: Request): Promise<[string, FormDataEntryValue][]> {
  if (!Buffer.isBuffer(request.body)) return [];
  const headers = { 'Content-Type': request.get('Content-Type') ?? '' };
  try {
    return [...(await new Response(new Uint8Array(request.body), { headers }).formData())];
  } catch {
    return [];
  }
}
