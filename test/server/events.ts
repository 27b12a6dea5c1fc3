import type { Client } from './client.ts';

/** A server-sent event, read. */
export interface Event {
  readonly id: string;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it is compared with it
  readonly data: any;
}

/** The events of a run, until the service ends them or the caller has had enough. */
export async function* eventsOf(client: Client, run: string, lastId?: string): AsyncGenerator<Event> {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const leaving = new AbortController();
  const response = await fetch(`${client.url}/api/v1/runs/${run}/events`, {
    headers: { cookie, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) },
    signal: leaving.signal,
  });
  if (response.status !== 200 || response.body === null) throw new Error(`${response.status} ${await response.text()}`);
  let text = '';
  try {
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const fields = Object.fromEntries(part.split('\n').map((line) => splitOnce(line)));
        if (fields.data !== undefined)
          yield { id: fields.id ?? '', event: fields.event ?? '', data: JSON.parse(fields.data) };
      }
    }
  } finally {
    leaving.abort();
  }
}

function splitOnce(line: string): readonly [string, string] {
  const at = line.indexOf(': ');
  return [line.slice(0, at), line.slice(at + 2)];
}
