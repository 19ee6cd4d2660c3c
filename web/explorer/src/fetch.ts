/** Asks the server. Its entity tags and the browser's cache are the cache of what was read on earlier visits. */

/** A document: what asks for it knows its types; the server knows its text by its id. */
export interface Document<Data, Variables> {
  readonly id: string;
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

/** The data of an answer. @throws Refusal, and what `fetch` throws when it is aborted. */
export async function ask<Data, Variables>(
  { id }: Document<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const said = { documentId: id, variables: JSON.stringify(variables) };
  const address = `/graphql?${new URLSearchParams(said)}`;
  const headers = { accept: MEDIA };
  const posted = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ documentId: id, variables }),
  };
  const request = address.length < LONGEST_ADDRESS ? () => fetch(address, { headers, signal }) : () => fetch('/graphql', { ...posted, signal });
  const { data, errors } = await json(request, signal);
  if (errors) throw new Refusal(errors[0]);
  return data;
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
