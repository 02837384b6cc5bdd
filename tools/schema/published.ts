/** The fields of a package schema that say where its plugin comes from. */
export interface Published {
    readonly repository?: string;
    readonly homepage?: string;
    readonly publisher?: string;
    /** Where Pulumi finds the archives, which is the releases of a repository. */
    readonly pluginDownloadURL?: string;
    readonly logoUrl?: string;
}

/** Reads the package.json of a release. Empty if it names no repository on GitHub, as in a checkout. */
export function publishedBy(manifest: { repository?: { url: string } }): Published {
    const [, owner, name] =
        /^git\+https:\/\/github\.com\/([^/]+)\/(.+)\.git$/.exec(manifest.repository?.url ?? "") ?? [];
    if (owner === undefined) return {};
    return {
        repository: `https://github.com/${owner}/${name}`,
        homepage: `https://github.com/${owner}/${name}`,
        publisher: owner,
        pluginDownloadURL: `github://api.github.com/${owner}/${name}`,
        logoUrl: `https://github.com/${owner}.png`,
    };
}
