import { extname } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendProblem } from './errors.ts';
import { HttpProblem, httpProblems } from './problem.ts';

/**
 * Serves the built page: its files with a hash in their names for good, `index.html` for every address that the page
 * itself knows. Everything else that is not found is a problem document.
 */
export async function servePage(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder !== undefined) {
    await app.register(serveStatic, {
      root: folder,
      index: ['index.html'],
      cacheControl: false,
      setHeaders: (reply, path) => {
        if (/[/\\]assets[/\\]/.test(path)) reply.header('cache-control', 'public, max-age=31536000, immutable');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (folder !== undefined && isAddressOfPage(request)) return reply.sendFile('index.html');
    return sendProblem(request, reply, notFound(request, folder === undefined));
  });
}

function isAddressOfPage({ method, url }: FastifyRequest): boolean {
  const [path = ''] = url.split('?');
  return (method === 'GET' || method === 'HEAD') && !/^\/(?:api|crowd)\//.test(path) && extname(path) === '';
}

function notFound({ method, url }: FastifyRequest, withoutPage: boolean): HttpProblem {
  const [path = ''] = url.split('?');
  const remedy = withoutPage ? 'The page is not built; build it with: npm run build' : undefined;
  const isApi = path.startsWith('/api/');
  return new HttpProblem(httpProblems.notFound, `There is nothing at ${method} ${path}.`, {
    ...(isApi ? { remedy: 'What there is stands at /api/v1/docs.' } : remedy === undefined ? {} : { remedy }),
  });
}
