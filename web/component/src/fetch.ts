/** A document of this package, by the id under which servers know it. */
export interface Document<Answer, Variables> {
  readonly id: string;
  readonly text: string;
  /** Never there: it ties the types together. */
  readonly typed?: (variables: Variables) => Answer;
}

/** The server has answered, with an error of this code; or it cannot be reached (`unreachable`). */
export class AskingError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface Said<Answer> {
  data?: Answer | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

const RETRY_AFTER = 1000; // ms
const UNKNOWN = 'unknown_document';
const JSON_TYPE = 'application/json';
const BRIEFLY = { accept: JSON_TYPE };

/** One request without cookies; once more where the server is busy or the line broke. */
async function send<Answer>(address: string, request: RequestInit, again = true): Promise<Said<Answer>> {
  const response = await fetch(address, { ...request, credentials: 'omit' }).catch((error: unknown) => {
    if (!again) throw new AskingError('unreachable', String(error));
    return null;
  });
  if (again && (!response || response.status === 503)) {
    await new Promise((done) => setTimeout(done, RETRY_AFTER));
    request.signal?.throwIfAborted();
    return send(address, request, false);
  }
  try {
    return (await response!.json()) as Said<Answer>;
  } catch (error) {
    throw new AskingError('unreachable', String(error));
  }
}

/**
 * Asks for a document by its id, which needs no preflight; a server that does not know it is sent the document.
 * Throws `AskingError`; what is aborted throws whatever the signal says.
 */
export async function ask<Answer, Variables>(
  endpoint: string,
  document: Document<Answer, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Answer> {
  const named = new URLSearchParams({ documentId: document.id, variables: JSON.stringify(variables) });
  let said = await send<Answer>(`${endpoint}?${named}`, { headers: BRIEFLY, signal });
  if (said.errors?.[0]?.extensions?.code === UNKNOWN) {
    const body = JSON.stringify({ query: document.text, variables });
    said = await send<Answer>(endpoint, { method: 'POST', headers: { ...BRIEFLY, 'content-type': JSON_TYPE }, body, signal });
  }
  signal.throwIfAborted();
  const error = said.errors?.[0];
  if (error || !said.data) throw new AskingError(error?.extensions?.code ?? 'no_answer', error?.message ?? 'No answer.');
  return said.data;
}
