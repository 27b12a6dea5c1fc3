import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { ListWriter } from '../../protocols/crowd/write/writer.ts';
import { whenWhole } from './whole.ts';

/** Who takes nothing for so long is not waited for: the moment that is being read costs the database room. */
const longestStallMs = 120_000;

export interface ListAnswer<Item, Written> {
  readonly pages: () => AsyncIterable<readonly Item[]>;
  readonly writer: ListWriter<Written>;
  readonly write: (item: Item) => Written;
  /** Once the product has been given everything. */
  readonly done?: () => Promise<void>;
}

/**
 * Answers with a list of any length, page by page. It begins when the first page is there, so a failure until then is an
 * answer of its own; after that it breaks the connection off, and the product throws away what it has.
 */
export async function sendList<Item, Written>(
  reply: FastifyReply,
  contentType: string,
  signal: AbortSignal,
  answer: ListAnswer<Item, Written>,
): Promise<FastifyReply> {
  const { pages, first } = await whenWhole(async () => {
    const iterator = answer.pages()[Symbol.asyncIterator]();
    return { pages: iterator, first: await iterator.next() };
  }, signal);
  reply.raw.setTimeout(longestStallMs, () => reply.raw.destroy());
  return reply.type(contentType).send(Readable.from(textOf(answer, pages, first), { objectMode: false }));
}

async function* textOf<Item, Written>(
  { writer, write, done }: ListAnswer<Item, Written>,
  pages: AsyncIterator<readonly Item[]>,
  first: IteratorResult<readonly Item[]>,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield Buffer.from(writer.start);
    for (let next = first; next.done !== true; next = await pages.next()) {
      for (const piece of writer.pieces(next.value.map(write))) yield Buffer.from(piece);
    }
    await done?.();
    yield Buffer.from(writer.end);
  } finally {
    await pages.return?.();
  }
}
