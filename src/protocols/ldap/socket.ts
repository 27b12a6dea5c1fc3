import { connect as connectPlain, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { CancelSignal } from '../../core/cancellation.ts';
import { Failure } from '../../core/errors.ts';
import { type LdapEndpoint, tlsOptions } from './endpoint.ts';
import { networkFailure, timedOut } from './network-failure.ts';

/** Connects, for `ldaps` up to the end of the TLS handshake. */
export async function openSocket(endpoint: LdapEndpoint, signal: CancelSignal): Promise<Socket> {
  const { host, port } = endpoint;
  if (endpoint.security !== 'ldaps') {
    return ready(connectPlain({ host, port, noDelay: true }), 'connect', endpoint, signal);
  }
  const options: ConnectionOptions = { ...(await tlsOptions(endpoint)), port };
  return ready(connectTls(options), 'secureConnect', endpoint, signal);
}

/** Makes TLS of a connection whose server has agreed to StartTLS. Nobody may listen to the plain one any more. */
export async function secureSocket(plain: Socket, endpoint: LdapEndpoint, signal: CancelSignal): Promise<Socket> {
  const options = await tlsOptions(endpoint);
  return ready(connectTls({ ...options, socket: plain }), 'secureConnect', endpoint, signal);
}

/** Loaded when it is used: a plain connection to this machine should not wait for it. */
function connectTls(options: ConnectionOptions): Socket {
  return process.getBuiltinModule('node:tls').connect(options);
}

function ready(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  endpoint: LdapEndpoint,
  signal: CancelSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const settle = (failure?: Failure) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      socket.off(event, connected).off('close', closed).off('error', failed);
      if (failure === undefined) return resolve(socket);
      socket.on('error', () => {}).destroy();
      reject(failure);
    };
    const connected = () => settle();
    const cancel = () => settle(new Failure('cancelled', 'The run was cancelled.'));
    const failed = (error: Error) => settle(networkFailure(endpoint, error));
    const closed = () => settle(networkFailure(endpoint, undefined));
    const timer = setTimeout(() => settle(timedOut(endpoint, 'connecting')), endpoint.timeoutMs);
    signal.addEventListener('abort', cancel, { once: true });
    socket.once(event, connected).once('close', closed).once('error', failed);
    if (signal.aborted) cancel();
  });
}
