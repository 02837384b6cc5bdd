const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** True for the `hostname` of a URL that leads to this machine: what is sent there in the clear does not leave it. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);
