import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Application, ServedRange, ServedScope } from '../../core/ports/store/index.ts';
import type { BodyElement } from '../../protocols/crowd/body/element.ts';
import { readBody } from '../../protocols/crowd/body/read-body.ts';
import { entityDetail, listDetail, writerFor } from '../../protocols/crowd/write/negotiate.ts';
import type { CrowdWriter, Detail } from '../../protocols/crowd/write/writer.ts';
import { goneSignal } from '../http/gone-signal.ts';
import { illegalArgument } from './refusal.ts';

/** One request of an application, as the protocol means it. */
export class Exchange {
  readonly application: Application;
  /** Raised when the product does not wait any more. */
  readonly signal: AbortSignal;
  readonly #request: FastifyRequest;

  constructor(request: FastifyRequest, reply: FastifyReply, application: Application) {
    this.#request = request;
    this.application = application;
    this.signal = goneSignal(reply);
  }

  get scope(): ServedScope {
    const { directories, aggregateMemberships } = this.application;
    return { directories, aggregate: aggregateMemberships };
  }

  get writer(): CrowdWriter {
    return writerOf(this.#request);
  }

  get address(): string {
    return this.#request.ip;
  }

  /** It came by HTTPS, also where a proxy ends that. */
  get secure(): boolean {
    return this.#request.protocol === 'https';
  }

  /** Undefined when it is not given; an empty one counts as given. */
  argument(name: string): string | undefined {
    const value = (this.#request.query as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || typeof value === 'string') return value;
    throw illegalArgument(`The argument ${name} is given more than once.`);
  }

  required(name: string): string {
    const value = this.argument(name);
    if (value === undefined || value === '') throw illegalArgument(`The argument ${name} is missing.`);
    return value;
  }

  parameter(name: string): string {
    return String((this.#request.params as Readonly<Record<string, unknown>>)[name] ?? '');
  }

  /** Without `max-results`, or with none above zero: everything. */
  range(): ServedRange {
    const limit = this.#number('max-results', 0);
    return { start: Math.max(0, this.#number('start-index', 0)), limit: limit > 0 ? limit : Number.MAX_SAFE_INTEGER };
  }

  #number(name: string, otherwise: number): number {
    const text = this.argument(name) ?? '';
    if (text === '') return otherwise;
    if (!/^-?[0-9]{1,15}$/.test(text)) throw illegalArgument(`The argument ${name} is no number.`);
    return Number(text);
  }

  get listDetail(): Detail {
    return listDetail(this.argument('expand'));
  }

  get entityDetail(): Detail {
    return entityDetail(this.argument('expand'));
  }

  /** Throws `invalid`. */
  body(): BodyElement {
    return readBody(
      (this.#request.body as Buffer | undefined) ?? Buffer.alloc(0),
      this.#request.headers['content-type'],
    );
  }

  get hasBody(): boolean {
    return ((this.#request.body as Buffer | undefined)?.length ?? 0) > 0;
  }
}

export function writerOf(request: FastifyRequest): CrowdWriter {
  return writerFor(request.headers.accept, `${request.protocol}://${request.host}/crowd`);
}
