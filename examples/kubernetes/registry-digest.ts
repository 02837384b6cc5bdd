import type { ImageReference } from "pulumi-github-artifacts";

/** All that a tag can stand for: an image for several platforms before an image for one. */
const ACCEPT = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** Asks the registry of a public image for the digest of its tag, by the API of OCI distribution. */
export async function resolveDigest({ registry, repository, tag = "latest" }: ImageReference): Promise<string> {
    // Docker Hub answers under another name, and a registry on this machine has no certificate.
    const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
    const scheme = /^(localhost|127\.0\.0\.1)(:|$)/.test(host) ? "http" : "https";
    const url = `${scheme}://${host}/v2/${repository}/manifests/${tag}`;
    let reply = await head(url);
    if (reply.status === 401) reply = await head(url, await anonymousToken(url, reply));
    const digest = reply.headers.get("docker-content-digest");
    if (!reply.ok || digest === null) throw new Error(`${url} answered ${reply.status} and gave no digest`);
    return digest;
}

const head = (url: string, token?: string): Promise<Response> =>
    ask(url, {
        method: "HEAD",
        headers: { accept: ACCEPT, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    });

/** Registries hand out tokens for public images to everyone; where, they say in `www-authenticate`. */
async function anonymousToken(url: string, refusal: Response): Promise<string> {
    const challenge = refusal.headers.get("www-authenticate") ?? "";
    const parameter = (name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(challenge)?.[1];
    const realm = parameter("realm");
    if (!/^bearer /i.test(challenge) || realm === undefined) {
        throw new Error(`${url} answered 401 and offers no token: www-authenticate is "${challenge}"`);
    }
    const address = new URL(realm);
    for (const name of ["service", "scope"]) address.searchParams.set(name, parameter(name) ?? "");
    const reply = await ask(address.href);
    if (!reply.ok) throw new Error(`${address.href} answered ${reply.status} and gave no token: is the image private?`);
    // Both names are in use.
    const { token, access_token } = (await reply.json()) as { token?: string; access_token?: string };
    const given = token ?? access_token;
    if (given === undefined) throw new Error(`${address.href} answered without a token`);
    return given;
}

async function ask(url: string, request: RequestInit = {}): Promise<Response> {
    try {
        return await fetch(url, { ...request, signal: AbortSignal.timeout(30_000) });
    } catch (error) {
        // Node.js says "fetch failed", and why in the cause.
        const { message, cause = message } = error as Error;
        throw new Error(`${url} was not reached: ${cause}`);
    }
}
