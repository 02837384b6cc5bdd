/** A platform that has an archive. */
export interface Platform {
    /** Pulumi's name for it in the name of an archive, such as `linux-amd64`. */
    readonly name: string;
    /** `process.platform` there. */
    readonly os: "linux" | "darwin" | "win32";
    /** `process.arch` there. */
    readonly arch: "x64" | "arm64";
}

export const PLATFORMS: readonly Platform[] = [
    { name: "linux-amd64", os: "linux", arch: "x64" },
    { name: "linux-arm64", os: "linux", arch: "arm64" },
    { name: "darwin-amd64", os: "darwin", arch: "x64" },
    { name: "darwin-arm64", os: "darwin", arch: "arm64" },
    { name: "windows-amd64", os: "win32", arch: "x64" },
    { name: "windows-arm64", os: "win32", arch: "arm64" },
];

/** A machine, as Node describes it. */
export type Machine = Pick<NodeJS.Process, "platform" | "arch">;

export const isPlatform = ({ os, arch }: Platform, machine: Machine): boolean =>
    os === machine.platform && arch === machine.arch;

/** The platform of a machine. Throws if no archive can be made for it. */
export function platformOf(machine: Machine): Platform {
    const found = PLATFORMS.find((platform) => isPlatform(platform, machine));
    if (!found) throw new Error(`no archive can be made for ${machine.platform} on ${machine.arch}`);
    return found;
}

/** The name by which Pulumi starts the plugin. */
export const executableName = ({ os }: Platform): string =>
    `pulumi-resource-github-artifacts${os === "win32" ? ".exe" : ""}`;

/** The name by which Pulumi downloads the plugin, below any `--server`. */
export const archiveName = (version: string, { name }: Platform): string =>
    `pulumi-resource-github-artifacts-v${version}-${name}.tar.gz`;
