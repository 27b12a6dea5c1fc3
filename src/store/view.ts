import type { Database } from './database.ts';

/** A look at the data of one moment, beside everything else; what is written meanwhile is not seen. */
export interface View extends Database {
  end(): Promise<void>;
}

export type OpenView = () => Promise<View>;

/** The work sees one moment. */
export async function inView<T>(openView: OpenView, work: (view: View) => Promise<T>): Promise<T> {
  const view = await openView();
  try {
    return await work(view);
  } finally {
    await view.end();
  }
}

/** The pages are of one moment; whoever stops reading gives it up. */
export async function* pagesInView<T>(
  openView: OpenView,
  pages: (view: View) => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const view = await openView();
  try {
    yield* pages(view);
  } finally {
    await view.end();
  }
}
