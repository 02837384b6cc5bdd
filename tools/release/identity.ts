/** The fields of a package that say where it comes from. */
export interface Identity {
    readonly repository: { readonly type: "git"; readonly url: string };
    readonly homepage: string;
    readonly bugs: { readonly url: string };
    readonly author: string;
}

/**
 * The identity of a package that is released from a repository, so that a fork publishes under its own name. `repository` is
 * `OWNER/REPO`, as in `GITHUB_REPOSITORY`. @throws if it is not
 */
export function identityOf(repository: string): Identity {
    const [, owner] = /^([A-Za-z0-9-]+)\/[A-Za-z0-9._-]+$/.exec(repository) ?? [];
    if (owner === undefined) throw new Error(`A repository is OWNER/REPO, and not ${JSON.stringify(repository)}.`);
    const page = `https://github.com/${repository}`;
    return {
        repository: { type: "git", url: `git+${page}.git` },
        homepage: `${page}#readme`,
        bugs: { url: `${page}/issues` },
        author: owner,
    };
}

/** Replaces the identity in the text of a package.json. */
export function withIdentity(manifest: string, identity: Identity): string {
    const { name, version, description, ...others } = JSON.parse(manifest);
    return `${JSON.stringify({ name, version, description, ...others, ...identity }, undefined, 4)}\n`;
}
