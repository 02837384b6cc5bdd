import type { ArtifactMetadataClient } from "../github/client";
import type { Run } from "../ownership/run";
import type { Place } from "../settings/places";
import type { Settings } from "../settings/settings";
import type { Read } from "./resource-handler";

/** Reads what GitHub holds for an id that no state contains. Only the plugin uses it. Throws if that cannot be determined. */
export type Import = (id: string, context: Context) => Promise<Read>;

/** What a handler needs from the process that it runs in. */
export interface Context {
    /** Reads the settings from these places, and from the environment of the process. */
    configure(places: readonly Place[]): void;
    /** The settings of this run. */
    settings(): Settings;
    /** The client for these settings. It is created at the first call. */
    client(): Promise<ArtifactMetadataClient>;
    readonly run: Run;
    /** Shows a line in Pulumi's output. */
    say(line: string): void;
    /** Shows a warning in Pulumi's output. */
    warn(line: string): void;
}
