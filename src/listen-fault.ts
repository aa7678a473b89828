import type { Settings } from './settings.ts';

/** Why a server could not listen, and what to do, for the faults that operators meet. */
export function describeListenFault(error: NodeJS.ErrnoException, settings: Settings): string {
  const { HOST: host, PORT: port } = settings;
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${port} of ${host} is in use; end what uses it, or set PORT to another`;
    case 'EACCES':
      return `port ${port} of ${host} is not allowed to this user; set PORT to 1024 or higher`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is no address of this machine; set HOST to one, or to 0.0.0.0 for all`;
    default:
      return `cannot listen on port ${port} of ${host}: ${error.message}`;
  }
}
