/** Asks the server. Its entity tags and the browser's cache are the cache of what was read on earlier visits. */

/** A document: what asks for it knows its types; the server knows it by its id. */
export interface Document<Data, Variables> {
  readonly id: string;
  readonly text: string;
  readonly __types?: (variables: Variables) => Data;
}

interface Told {
  message: string;
  extensions?: { code?: string; suggestion?: string; where?: string | null; value?: unknown; nearest?: unknown[] };
}

/** Why the server gave no answer, in its own words. */
export class Refusal extends Error {
  readonly code: string;
  readonly suggestion: string;
  readonly nearest: string[];

  constructor({ message, extensions = {} }: Told) {
    super(message);
    this.code = extensions.code ?? 'unreachable';
    this.suggestion = extensions.suggestion ?? '';
    this.nearest = (extensions.nearest ?? []).map(String);
  }
}

const RETRY_AFTER = 400; // milliseconds
const LONGEST_ADDRESS = 6_000; // characters; what is longer goes in a body
const MEDIA = 'application/graphql-response+json';
const UNKNOWN_ID = new Set(['no_query', 'unknown_document', 'bad_request']);
let byId = true;

/** The data of an answer. @throws Refusal, and what `fetch` throws when it is aborted. */
export async function ask<Data, Variables>(
  document: Document<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const named = byId;
  const said = await answered(document, JSON.stringify(variables), signal);
  const problem: Told | undefined = said.errors?.[0];
  if (problem && named && UNKNOWN_ID.has(problem.extensions?.code ?? '') && !said.data) {
    byId = false; // this server takes texts only
    return ask(document, variables, signal);
  }
  if (problem) throw new Refusal(problem);
  return said.data;
}

async function answered({ id, text }: Document<unknown, never>, variables: string, signal?: AbortSignal) {
  const named: Record<string, string> = byId ? { documentId: id } : { query: text };
  const address = `/graphql?${new URLSearchParams({ ...named, variables })}`;
  const headers = { accept: MEDIA };
  if (address.length < LONGEST_ADDRESS) return json(() => fetch(address, { headers, signal }), signal);
  const body = JSON.stringify({ ...named, variables: JSON.parse(variables) });
  const posted = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body, signal };
  return json(() => fetch('/graphql', posted), signal);
}

/** What a request gives; it is made once more if the server could not be reached, or was busy. */
async function json(request: () => Promise<Response>, signal?: AbortSignal) {
  const first = await request().catch((error: unknown) => {
    if (signal?.aborted) throw error;
  });
  if (first && first.status !== 503) return first.json();
  await new Promise((done) => setTimeout(done, RETRY_AFTER));
  signal?.throwIfAborted();
  const second = await request().catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Refusal({ message: 'The server cannot be reached.' });
  });
  return second.json();
}
