import type { ImageReference } from "./reference";

/** The registry of a reference that does not name one. */
export const DOCKER_HUB = "docker.io";

/**
 * The other hosts of Docker Hub: the host of its first API, which Docker still reads as `docker.io`; the host that serves its
 * images; and the host that its pages named for a long time.
 */
const ALIASES = ["index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"];
const HOSTS = new Set([DOCKER_HUB, ...ALIASES]);

/** True for a host of Docker Hub, in any case, and also with the port of https. */
export const isDockerHub = (host: string): boolean => HOSTS.has(host.toLowerCase().replace(/:443$/, ""));

/** The path of a repository on Docker Hub: official images are in `library`, written or not. */
export const pathOnDockerHub = (path: string): string => (path.includes("/") ? path : `library/${path}`);

/** The page of a repository on Docker Hub. */
export function pageOnDockerHub(repository: string): string {
    const official = officialName(repository);
    return `https://hub.docker.com/${official === undefined ? `r/${repository}` : `_/${official}`}`;
}

/**
 * All names that an image can have, starting with the one that was given. On Docker Hub, `nginx`, `library/nginx`,
 * `docker.io/nginx`, `docker.io/library/nginx` and the same with another host are one image.
 */
export function namesOf({ name, registry, repository }: ImageReference): readonly string[] {
    if (registry !== DOCKER_HUB) return [name];
    const official = officialName(repository);
    const paths = official === undefined ? [repository] : [official, repository];
    const hosts = [...HOSTS].flatMap((host) => paths.map((path) => `${host}/${path}`));
    return [...new Set([name, ...paths, ...hosts])];
}

const officialName = (repository: string): string | undefined => /^library\/([^/]+)$/.exec(repository)?.[1];
